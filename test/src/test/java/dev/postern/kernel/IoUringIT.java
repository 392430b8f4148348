package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Connection;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.ProcessImage;
import dev.postern.event.Transport;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What io_uring opens is seen like any system call, whichever thread the kernel does it with. */
final class IoUringIT extends ObservedTest {

  @ParameterizedTest
  @CsvSource({
    "uring-connect, direct, 127.0.0.1, 127.0.0.1",
    "uring-connect, direct, ::1, ::1",
    "uring-connect, direct, 127.0.0.1, ::ffff:127.0.0.1",
    "uring-connect, worker, 127.0.0.1, 127.0.0.1",
    "uring-connect, polled, 127.0.0.1, 127.0.0.1",
    "uring-connect, polled, ::1, ::1",
    "uring-connect, polled, 127.0.0.1, ::ffff:127.0.0.1",
    "uring-chain, direct, 127.0.0.1, 127.0.0.1",
    "uring-chain, worker, ::1, ::1",
    "uring-chain, polled, 127.0.0.1, ::ffff:127.0.0.1"
  })
  void connectIsOneEvent(String tester, String mode, String server, String to) {
    try (TcpPeer peer = TcpPeer.on(server)) {
      List<String> command = Tester.command(tester, mode, to, peer.port());
      Program program = scope.start(command);
      int pid = program.number();
      program.end();
      assertThat(peer.connections()).isEqualTo(1);

      Event event = only(EventType.CONNECT, peer.port());
      assertOwner(event, pid, mode, command);
      assertRemote(event, Transport.TCP, server, peer.port());
      assertOwner(only(EventType.CONNECTION_ESTABLISHED, peer.port()).process(), pid, command);
      assertThat(seen.events(EventType.SENDTO)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sendmsg, direct, 127.0.0.1, 127.0.0.1",
    "sendmsg, direct, ::1, ::1",
    "sendmsg, worker, 127.0.0.1, ::ffff:127.0.0.1",
    "sendmsg, polled, 127.0.0.1, 127.0.0.1",
    "sendmsg, polled, ::1, ::1",
    "send_zc, direct, 127.0.0.1, 127.0.0.1",
    "send_zc, worker, ::1, ::1",
    "send_zc, polled, 127.0.0.1, ::ffff:127.0.0.1",
    "sendmsg_zc, direct, ::1, ::1",
    "sendmsg_zc, worker, 127.0.0.1, 127.0.0.1",
    "sendmsg_zc, polled, 127.0.0.1, ::ffff:127.0.0.1"
  })
  void sendIsOneEvent(String operation, String mode, String server, String to) {
    assertSends(operation, mode, server, to, false);
  }

  /** An address beside IORING_OP_SEND is of Linux 6.2. */
  @ParameterizedTest
  @CsvSource({
    "direct, 127.0.0.1, 127.0.0.1",
    "direct, ::1, ::1",
    "worker, 127.0.0.1, ::ffff:127.0.0.1",
    "polled, 127.0.0.1, 127.0.0.1"
  })
  void plainSendIsOneEvent(String mode, String server, String to) {
    assertSends("send", mode, server, to, true);
  }

  private void assertSends(
      String operation, String mode, String server, String to, boolean mayLack) {
    try (UdpPeer peer = UdpPeer.on(server)) {
      List<String> command = Tester.command("uring-send", operation, mode, to, peer.port());
      Program program = scope.start(command);
      List<String> said = mayLack ? program.endOrSkip() : program.end();
      assertThat(List.of(peer.datagrams(), (int) peer.received())).containsExactly(3, 12);

      Event event = only(EventType.SENDTO, peer.port());
      assertOwner(event, Integer.parseInt(said.getFirst()), mode, command);
      assertRemote(event, Transport.UDP, server, peer.port());
      assertThat(seen.events(EventType.CONNECT)).isEmpty();
      assertThat(seen.flows(flow -> flow.peer().port() == peer.port()))
          .singleElement()
          .satisfies(flow -> assertThat(flow.connections()).isEqualTo(1))
          .satisfies(flow -> assertThat(flow.bytesSent()).isEqualTo(12))
          .satisfies(flow -> assertThat(flow.bytesReceived()).isEqualTo(24));
    }
  }

  /** The thread is the kernel's for the process, and everything else is the process'. */
  private static void assertOwner(Event event, int pid, String mode, List<String> command) {
    assertOwner(event.process(), pid, command);
    if (mode.equals("direct")) {
      assertThat(event.threadId()).isEqualTo(pid);
    } else {
      assertThat(event.threadId()).isNotZero().isNotEqualTo(pid);
    }
    assertThat(event.userId()).isZero();
  }

  private static void assertOwner(@Nullable ProcessImage process, int pid, List<String> command) {
    ProcessImage owner = Objects.requireNonNull(process);
    assertThat(owner.pid()).isEqualTo(pid);
    assertThat(owner.exePath()).isEqualTo(command.getFirst());
    assertThat(owner.args()).isEqualTo(command);
  }

  private static void assertRemote(Event event, Transport transport, String server, int port) {
    Connection connection = Objects.requireNonNull(event.connection());
    Endpoint remote = Objects.requireNonNull(connection.remote());
    assertThat(connection.transport()).isEqualTo(transport);
    assertThat(remote.address()).hasToString(server);
    assertThat(remote.port()).isEqualTo(port);
  }
}
