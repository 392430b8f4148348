package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.lab.Await;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The flow table's bytes are those that the two ends of a connection counted themselves. */
final class BytesIT extends ObservedTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * Both ends in one program, so that each side's end of the flow is seen. Arguments: address, who
   * closes how, bytes up, bytes down. Says the port and what the client sent and received, and the
   * server received and sent.
   */
  private static final String TCP =
      """
      import fcntl, socket, struct, sys, termios, threading, time
      address, ending, up, down = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
      family = socket.AF_INET6 if ':' in address else socket.AF_INET
      count = {'sent': 0, 'received': 0, 'served': 0, 'answered': 0}
      all_read = threading.Barrier(2)
      def send(s, n, key):
          while n:
              done = s.send(bytes(min(n, 1 << 16))); n -= done; count[key] += done
      def receive(s, n, key):
          while n:
              got = len(s.recv(min(n, 1 << 16))); assert got; n -= got; count[key] += got
      def end(s, mine):
          while struct.unpack('i', fcntl.ioctl(s, termios.TIOCOUTQ, bytes(4)))[0]:
              time.sleep(0.001) # a reset forgets what is not acknowledged
          all_read.wait()
          if ending == 'both': s.shutdown(socket.SHUT_WR)
          elif ending == mine: s.shutdown(socket.SHUT_WR)
          elif ending == mine + '-reset':
              s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
              s.close(); return
          try: assert s.recv(1) == b''
          except ConnectionResetError: assert ending.endswith('reset')
          s.close()
      def serve():
          s, _ = server.accept()
          receive(s, up, 'served'); send(s, down, 'answered'); receive(s, 1, 'served')
          end(s, 'server')
      server = socket.create_server((address, 0), family=family)
      thread = threading.Thread(target=serve); thread.start()
      client = socket.socket(family); client.connect(server.getsockname()[:2])
      if ending == 'half':
          send(client, up + 1, 'sent'); client.shutdown(socket.SHUT_WR)
          ending = 'server'; receive(client, down, 'received'); end(client, 'client')
      else:
          send(client, up, 'sent'); receive(client, down, 'received'); send(client, 1, 'sent')
          end(client, 'client')
      thread.join()
      print(server.getsockname()[1])
      for key in ('sent', 'received', 'served', 'answered'): print(count[key])
      """;

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, client, 1000000, 1000000",
    "127.0.0.1, server, 1000000, 1000000",
    "127.0.0.1, both, 1000000, 1000000",
    "127.0.0.1, half, 1000000, 1000000",
    "127.0.0.1, client-reset, 1000000, 1000000",
    "127.0.0.1, server-reset, 1000000, 1000000",
    "::1, client, 1000000, 1000000",
    "::1, server, 1000000, 1000000",
    "127.0.0.1, client, 0, 0",
    "127.0.0.1, server, 0, 1",
    "127.0.0.1, both, 5, 0"
  })
  void areThoseOfBothEndsOfTcp(String address, String ending, int up, int down) {
    Program program = scope.python(TCP, address, ending, up, down);
    int port = program.number();
    long sent = program.number();
    long received = program.number();
    long served = program.number();
    long answered = program.number();
    program.end();
    assertThat(List.of(served, answered)).containsExactly(sent, received); // nothing on the way

    assertTotals(flow -> flow.peer().port() == port && !flow.inbound(), 1, sent, received);
    assertTotals(flow -> flow.peer().port() == port && flow.inbound(), 1, answered, served);
  }

  /** Arguments: family, address, port, "connected" or not. Waits for each answer. */
  private static final String UDP =
      """
      import socket, sys
      peer = (sys.argv[2], int(sys.argv[3]))
      client = socket.socket(getattr(socket, sys.argv[1]), socket.SOCK_DGRAM)
      if sys.argv[4] == 'connected': client.connect(peer)
      sent = received = 0
      for size in [0, 1, 100, 1400, 9000, 30000]:
          if sys.argv[4] == 'connected': sent += client.send(bytes(size))
          else: sent += client.sendto(bytes(size), peer)
          received += len(client.recv(1 << 16))
      print(sent); print(received)
      """;

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, AF_INET, 127.0.0.1, connected",
    "127.0.0.1, AF_INET, 127.0.0.1, unconnected",
    "::1, AF_INET6, ::1, connected",
    "::1, AF_INET6, ::1, unconnected",
    "127.0.0.1, AF_INET6, ::ffff:127.0.0.1, connected",
    "127.0.0.1, AF_INET6, ::ffff:127.0.0.1, unconnected"
  })
  void areThoseOfBothEndsOfUdp(String server, String family, String to, String how) {
    try (UdpPeer peer = UdpPeer.on(server)) {
      Program program = scope.python(UDP, family, to, peer.port(), how);
      long sent = program.number();
      long received = program.number();
      program.end();
      assertThat(List.of(peer.received(), peer.sent())).containsExactly(sent, received);

      assertTotals(flow -> flow.peer().port() == peer.port(), 1, sent, received);
    }
  }

  /** What a socket's last packets did is counted when the kernel is done with them. */
  private void assertTotals(
      Predicate<ObservedFlow> wanted, long connections, long sent, long received) {
    boolean settled =
        Await.holds(
            LIMIT,
            () ->
                seen.flows(wanted).stream()
                    .anyMatch(f -> f.bytesSent() == sent && f.bytesReceived() == received));
    assertThat(seen.flows(wanted))
        .as("settled: %s", settled)
        .extracting(ObservedFlow::connections, ObservedFlow::bytesSent, ObservedFlow::bytesReceived)
        .containsExactly(tuple(connections, sent, received));
  }
}
