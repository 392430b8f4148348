package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Connection;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.Transport;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A socket that is never connected is seen by its first datagram to each destination. */
final class SendIT extends ObservedTest {

  private static final int DATAGRAMS = 7;

  /** Arguments: family, address, port, how to send, how often. Waits for every answer. */
  private static final String SEND =
      """
      import ctypes, socket, struct, sys
      family, how, times = getattr(socket, sys.argv[1]), sys.argv[4], int(sys.argv[5])
      peer = (sys.argv[2], int(sys.argv[3]))
      s = socket.socket(family, socket.SOCK_DGRAM)
      class Vector(ctypes.Structure):
          _fields_ = [('base', ctypes.c_char_p), ('length', ctypes.c_size_t)]
      class Header(ctypes.Structure):
          _fields_ = [('name', ctypes.c_char_p), ('name_length', ctypes.c_uint),
                      ('vectors', ctypes.POINTER(Vector)), ('vectors_length', ctypes.c_size_t),
                      ('control', ctypes.c_void_p), ('control_length', ctypes.c_size_t),
                      ('flags', ctypes.c_int)]
      class Message(ctypes.Structure):
          _fields_ = [('header', Header), ('sent', ctypes.c_uint)]
      def raw_address():
          port, packed = struct.pack('!H', peer[1]), socket.inet_pton(family, peer[0])
          head = struct.pack('=H', family) + port
          return head + (packed + bytes(8) if family == socket.AF_INET
                         else bytes(4) + packed + bytes(4))
      if how == 'sendto':
          for i in range(times): s.sendto(b'x', peer)
      elif how == 'sendmsg':
          for i in range(times): s.sendmsg([b'x', b'y'], [], 0, peer)
      else:
          name = raw_address()
          header = Header(name, len(name), ctypes.pointer(Vector(b'x', 1)), 1, None, 0, 0)
          messages = (Message * times)(*(Message(header, 0) for i in range(times)))
          assert ctypes.CDLL(None).sendmmsg(s.fileno(), messages, times, 0) == times
      for i in range(times): s.recv(100)
      """;

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, AF_INET, 127.0.0.1, sendto",
    "127.0.0.1, AF_INET, 127.0.0.1, sendmsg",
    "127.0.0.1, AF_INET, 127.0.0.1, sendmmsg",
    "::1, AF_INET6, ::1, sendto",
    "::1, AF_INET6, ::1, sendmsg",
    "::1, AF_INET6, ::1, sendmmsg",
    "127.0.0.1, AF_INET6, ::ffff:127.0.0.1, sendto",
    "127.0.0.1, AF_INET6, ::ffff:127.0.0.1, sendmsg",
    "127.0.0.1, AF_INET6, ::ffff:127.0.0.1, sendmmsg"
  })
  void isOneEventForADestination(String server, String family, String to, String how) {
    try (UdpPeer peer = UdpPeer.on(server)) {
      Program program = scope.python(SEND, family, to, peer.port(), how, DATAGRAMS);
      program.end();
      assertThat(peer.datagrams()).isEqualTo(DATAGRAMS);

      Event event = only(EventType.SENDTO, peer.port());
      assertThat(Objects.requireNonNull(event.process()).pid()).isEqualTo(program.pid());
      Connection connection = Objects.requireNonNull(event.connection());
      assertThat(connection.inbound()).isFalse();
      assertThat(connection.transport()).isEqualTo(Transport.UDP);
      assertThat(Objects.requireNonNull(connection.remote()).address()).hasToString(server);
      assertThat(seen.events(EventType.CONNECT)).isEmpty();
    }
  }

  @Test
  void isOneEventForEachOfTwoDestinationsInTurn() {
    try (UdpPeer first = UdpPeer.on("127.0.0.1");
        UdpPeer second = UdpPeer.on("127.0.0.1")) {
      String script =
          """
          import socket, sys
          s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
          for i in range(50):
              for port in sys.argv[1:]: s.sendto(b'x', ('127.0.0.1', int(port))); s.recv(100)
          """;
      scope.python(script, first.port(), second.port()).end();
      assertThat(first.datagrams()).isEqualTo(50);
      assertThat(second.datagrams()).isEqualTo(50);

      only(EventType.SENDTO, first.port());
      only(EventType.SENDTO, second.port());
      assertThat(seen.events(EventType.SENDTO)).hasSize(2);
      assertThat(seen.flows(flow -> true))
          .hasSize(2)
          .allSatisfy(
              flow -> {
                assertThat(flow.connections()).isEqualTo(1);
                assertThat(flow.bytesSent()).isEqualTo(50);
                assertThat(flow.bytesReceived()).isEqualTo(100);
              });
    }
  }

  /** Connected to one, sending to another. */
  @Test
  void isSeenBesideAConnection() {
    try (UdpPeer first = UdpPeer.on("127.0.0.1");
        UdpPeer second = UdpPeer.on("127.0.0.1")) {
      String script =
          """
          import socket, sys
          s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
          s.connect(('127.0.0.1', int(sys.argv[1])))
          for i in range(3): s.send(b'x'); s.recv(100)
          for i in range(3): s.sendto(b'x', ('127.0.0.1', int(sys.argv[2])))
          """;
      scope.python(script, first.port(), second.port()).end();

      only(EventType.CONNECT, first.port());
      only(EventType.SENDTO, second.port());
      assertThat(seen.events(EventType.SENDTO)).hasSize(1);
    }
  }
}
