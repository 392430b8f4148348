package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.abi.KernelEvent.Described;
import dev.postern.abi.KernelEvent.Exited;
import dev.postern.abi.KernelEvent.Forked;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.lab.LabTest;
import dev.postern.probe.Hook;
import dev.postern.probe.ProbeException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is seen on a kernel that lacks a hook: as much as can be, and what `Hook` says is not. */
@LabTest
final class DegradedIT {

  /** A child that connects by UDP and by TCP, sends, and gets an answer. */
  private static final String TALK =
      """
      import os, socket, sys
      child = os.fork()
      if child: sys.exit(os.waitpid(child, 0)[1])
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      s.connect(('127.0.0.1', int(sys.argv[1]))); s.send(b'four'); assert len(s.recv(99)) == 8
      t = socket.create_connection(('127.0.0.1', int(sys.argv[2])))
      assert t.recv(2, socket.MSG_WAITALL) == b'!'; t.close()
      """;

  @AutoClose Scope scope;
  @AutoClose UdpPeer udp;
  @AutoClose TcpPeer tcp;
  private @Nullable Observation seen;

  @BeforeEach
  void serve() {
    scope = Scope.create();
    udp = UdpPeer.on("127.0.0.1");
    tcp = TcpPeer.on("127.0.0.1");
  }

  @AfterEach
  void stopObserving() {
    if (seen != null) {
      seen.close();
    }
  }

  private Observation without(Set<Hook> missing) {
    seen = Observation.without(missing, scope.cgroup());
    return seen;
  }

  private void talk() {
    assertThat(scope.python(TALK, udp.port(), tcp.port()).end()).isEmpty();
  }

  private static List<Hook> optional() {
    return EnumSet.allOf(Hook.class).stream().filter(hook -> !hook.required()).toList();
  }

  /** Whatever is missing: who connected, to where, by which executable, with which arguments. */
  private void assertConnectsAreAttributed(Observation observed) {
    List<Event> connects = observed.events(EventType.CONNECT);
    assertThat(connects).hasSize(2);
    assertThat(connects)
        .allSatisfy(
            connect -> {
              var process = Objects.requireNonNull(connect.process());
              assertThat(process.exePath()).startsWith("/usr/bin/python3");
              assertThat(process.args()).endsWith("" + udp.port(), "" + tcp.port());
            });
    assertThat(observed.flows(flow -> !flow.inbound()))
        .extracting(ObservedFlow::connections)
        .containsExactly(1L, 1L);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "PROCESS_EXEC",
        "PROCESS_FORK",
        "PROCESS_EXIT",
        "BIND4",
        "BIND6",
        "SOCKET_MADE",
        "RECVMSG4",
        "RECVMSG6",
        "GETPEERNAME4",
        "GETPEERNAME6",
        "PACKET_OUT",
        "PACKET_IN",
        "IDENTIFY",
        "WALK",
        "OPEN_TCP",
        "OPEN_UDP"
      })
  void withoutOneHookConnectionsAreAttributed(Hook missing) {
    Observation observed = without(Set.of(missing));
    talk();
    assertConnectsAreAttributed(observed);
    boolean exec = missing == Hook.PROCESS_EXEC;
    assertThat(observed.events(EventType.EXECVE).isEmpty()).isEqualTo(exec);
    assertThat(observed.records(Forked.class).isEmpty()).isEqualTo(missing == Hook.PROCESS_FORK);
    assertThat(observed.records(Exited.class).isEmpty()).isEqualTo(missing == Hook.PROCESS_EXIT);
    ObservedFlow datagrams = observed.flows(flow -> flow.peer().port() == udp.port()).getFirst();
    assertThat(datagrams.bytesSent()).isEqualTo(missing == Hook.PACKET_OUT ? 0 : 4);
    assertThat(datagrams.bytesReceived()).isEqualTo(missing == Hook.PACKET_IN ? 0 : 8);
    assertThat(observed.missing()).containsOnlyKeys(missing);
  }

  @Test
  void withoutAnyOptionalHookConnectionsAreAttributed() {
    Observation observed = without(EnumSet.copyOf(optional()));
    talk();
    assertConnectsAreAttributed(observed);
    assertThat(observed.records(Described.class)).as("the child, when it connects").hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECT4", "CONNECT6", "SENDMSG4", "SENDMSG6", "TCP_LIFE"})
  void withoutARequiredHookItDoesNotStart(Hook missing) {
    assertThatThrownBy(() -> without(Set.of(missing)))
        .isInstanceOf(ProbeException.class)
        .hasMessageContaining(missing.attachPoint())
        .hasMessageContaining(missing.without());
  }

  @Test
  void everyHookIsOneOrTheOther() {
    assertThat(optional()).hasSize(16);
    assertThat(Hook.values()).hasSize(21);
  }
}
