package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Connection;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.Transport;
import dev.postern.lab.Await;
import dev.postern.lab.Lab;
import dev.postern.lab.LabAddresses;
import dev.postern.lab.LabProcess;
import dev.postern.lab.LabTest;
import dev.postern.lab.ServedFlow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Between network namespaces, over a link, held against the ledger of the servers out there. */
@LabTest
final class PodTrafficIT {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final String TALK =
      """
      import socket
      def http(family, to):
          s = socket.socket(family); s.connect((to, 80))
          s.sendall(b'GET / HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n')
          while s.recv(1 << 16): pass
          s.close()
      http(socket.AF_INET, '198.51.100.10')
      http(socket.AF_INET6, '2001:db8:2::10')
      http(socket.AF_INET6, '::ffff:198.51.100.20')
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      for size in (1, 10, 1000): s.sendto(bytes(size), ('198.51.100.20', 9999))
      """;

  private static final String SERVE =
      """
      import socket
      server = socket.create_server(('::', 8080), family=socket.AF_INET6, dualstack_ipv6=True)
      print('listening', flush=True)
      for i in range(2): s, peer = server.accept(); s.sendall(s.recv(100) * 3); s.close()
      """;

  private static final String CALL =
      """
      import socket, sys
      s = socket.create_connection((sys.argv[1], 8080)); s.sendall(b'hello')
      got = b''
      while len(got) < 15: got += s.recv(100)
      print(s.getsockname()[1])
      """;

  @AutoClose Lab lab;
  @AutoClose Observation seen;

  @BeforeEach
  void observe() {
    lab = Lab.create();
    seen = Observation.of(lab.cgroup());
  }

  private static String[] python(String script, Object... arguments) {
    return Program.python(script, arguments).toArray(String[]::new);
  }

  @Test
  void outboundIsWhatTheServersSaw() {
    lab.exec(python(TALK)).orThrow();
    Await.until("the servers saw four flows to their end", LIMIT, () -> finished().size() == 4);
    List<ServedFlow> served = finished();

    assertThat(
            Stream.of(EventType.CONNECT, EventType.SENDTO)
                .flatMap(type -> seen.events(type).stream())
                .map(event -> Objects.requireNonNull(event.connection()).remote()))
        .containsExactlyInAnyOrderElementsOf(
            served.stream().<@Nullable Endpoint>map(ServedFlow::server).toList());
    Await.until(
        "the probe counted " + served,
        LIMIT,
        () -> served.stream().allMatch(this::isCountedExactly));
    assertThat(seen.flows(flow -> true)).hasSize(served.size());
  }

  private List<ServedFlow> finished() {
    return lab.served().stream()
        .filter(flow -> flow.transport() == Transport.TCP ? flow.closed() : flow.datagrams() == 3)
        .toList();
  }

  private boolean isCountedExactly(ServedFlow served) {
    return seen.flows(flow -> flow.peer().equals(served.server())).stream()
        .anyMatch(
            flow ->
                flow.connections() == 1
                    && flow.bytesSent() == served.received()
                    && flow.bytesReceived() == served.sent());
  }

  @Test
  void inboundIsWhatTheCallersDid() {
    LabProcess server = lab.start(python(SERVE));
    server.awaitOutput("listening");
    List<Integer> callers = new ArrayList<>();
    for (String pod : List.of(LabAddresses.POD, LabAddresses.POD_V6)) {
      String port = lab.execOutside(python(CALL, pod)).orThrow().output().strip();
      callers.add(Integer.parseInt(port));
    }
    server.await().orThrow();

    List<Event> accepted = seen.events(EventType.ACCEPT, 8080);
    assertThat(accepted)
        .extracting(event -> Objects.requireNonNull(event.process()).pid())
        .containsExactly((int) server.pid(), (int) server.pid());
    assertThat(accepted)
        .extracting(Event::connection)
        .extracting(connection -> Objects.requireNonNull(connection).client())
        .extracting(Endpoint::toString)
        .containsExactly(
            LabAddresses.GATEWAY + ":" + callers.get(0),
            "[" + LabAddresses.GATEWAY_V6 + "]:" + callers.get(1));
    assertThat(accepted)
        .extracting(Event::connection)
        .allMatch(Connection::inbound)
        .extracting(Connection::local)
        .extracting(Endpoint::toString)
        .containsExactly(LabAddresses.POD + ":8080", "[" + LabAddresses.POD_V6 + "]:8080");
    Await.until(
        "both connections' bytes are counted",
        LIMIT,
        () ->
            seen.flows(ObservedFlow::inbound).stream()
                    .filter(flow -> flow.bytesReceived() == 5 && flow.bytesSent() == 15)
                    .count()
                == 2);
  }
}
