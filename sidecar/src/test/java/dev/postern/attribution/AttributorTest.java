package dev.postern.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.abi.KernelEvent;
import dev.postern.abi.KernelEvent.Described;
import dev.postern.abi.KernelEvent.Exited;
import dev.postern.abi.KernelEvent.Forked;
import dev.postern.abi.KernelEvent.Header;
import dev.postern.abi.KernelEvent.Socket;
import dev.postern.abi.KernelEvent.SocketUse;
import dev.postern.abi.KernelEvent.SocketUsed;
import dev.postern.abi.KernelEvent.Stage;
import dev.postern.abi.KernelEvent.StageReached;
import dev.postern.abi.ProcessKey;
import dev.postern.event.ConnectionTotals;
import dev.postern.event.Container;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.IpAddress;
import dev.postern.event.ProcessImage;
import dev.postern.event.Transport;
import dev.postern.names.NameCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttributorTest {

  private static final Container CONTAINER =
      new Container("000000000001", "web", null, null, null, null);
  private static final ProcessKey SHELL = new ProcessKey(100, 10, 1);
  private static final ProcessKey CHILD = new ProcessKey(200, 11, 1);
  private static final ProcessKey CURL = new ProcessKey(200, 11, 2);
  private static final ProcessKey OUTSIDE = new ProcessKey(1, 1, 0);

  private final ProcessTable processes = new ProcessTable(2);
  private final Attributor attributor =
      new Attributor(
          processes,
          Containers.always(CONTAINER),
          Refusals.UNEXPLAINED,
          new NameCapture("cluster.local", (_, _) -> {}));

  private static Header header(ProcessKey process) {
    return new Header(1_000, process, 0, process.pid(), 33, 44);
  }

  private static Described exec(ProcessKey process, ProcessKey parent, String name) {
    return new Described(
        header(process), true, parent, name, "/usr/bin/" + name, List.of(name, "x"), null);
  }

  private static Socket socket(int protocol, boolean inbound) {
    return new Socket(5, protocol, inbound, null, new Endpoint(IpAddress.v4(0xc0000201), 443));
  }

  private static SocketUsed used(SocketUse use, ProcessKey process, int protocol) {
    boolean inbound = use == SocketUse.ACCEPT || use == SocketUse.LISTEN;
    return new SocketUsed(header(process), use, socket(protocol, inbound));
  }

  private @Nullable Event eventOf(KernelEvent record, long epochMinusMonotonic) {
    List<Event> events = new ArrayList<>();
    attributor.attribute(record, epochMinusMonotonic, events::add);
    assertThat(events).hasSizeLessThan(2);
    return events.isEmpty() ? null : events.getFirst();
  }

  private Event attribute(KernelEvent event) {
    return Objects.requireNonNull(eventOf(event, 0));
  }

  @Test
  void aConnectionNamesItsProcessAndThatOnesParents() {
    eventOf(exec(SHELL, OUTSIDE, "bash"), 0);
    eventOf(new Forked(header(SHELL), CHILD, null), 0);
    eventOf(exec(CURL, SHELL, "curl"), 0);
    Event event = attribute(used(SocketUse.CONNECT, CURL, 6));
    ProcessImage process = Objects.requireNonNull(event.process());
    assertThat(process.name()).isEqualTo("curl");
    assertThat(process.commandLine()).isEqualTo("curl x");
    assertThat(Objects.requireNonNull(process.parent()).name()).isEqualTo("bash");
    assertThat(process.ancestor(2)).as("init is outside the scope").isNull();
    assertThat(event.type()).isEqualTo(EventType.CONNECT);
    assertThat(event.result()).isEqualTo(-115);
    assertThat(event.userId()).isEqualTo(33);
    assertThat(event.container()).isSameAs(CONTAINER);
  }

  @Test
  void aForkedChildIsWhatItsParentWasUntilItExecs() {
    eventOf(exec(SHELL, OUTSIDE, "bash"), 0);
    eventOf(new Forked(header(SHELL), CHILD, null), 0);
    ProcessImage child =
        Objects.requireNonNull(attribute(used(SocketUse.CONNECT, CHILD, 6)).process());
    assertThat(child.name()).isEqualTo("bash");
    assertThat(child.pid()).isEqualTo(11);
    assertThat(child.parentPid()).isEqualTo(10);
  }

  @Test
  void anUndescribedProcessIsAbsentRatherThanGuessed() {
    assertThat(attribute(used(SocketUse.CONNECT, CURL, 6)).process()).isNull();
  }

  @Test
  void onlyAnExecIsAnEventOfItsOwn() {
    assertThat(attribute(exec(SHELL, OUTSIDE, "bash")).type()).isEqualTo(EventType.EXECVE);
    Described met = new Described(header(SHELL), false, OUTSIDE, "bash", null, List.of(), null);
    assertThat(eventOf(met, 0)).isNull();
    assertThat(eventOf(new Forked(header(SHELL), CHILD, null), 0)).isNull();
    assertThat(eventOf(new Exited(header(SHELL)), 0)).isNull();
  }

  @Test
  void directionFollowsTheUse() {
    for (SocketUse use : SocketUse.values()) {
      boolean inbound = use == SocketUse.ACCEPT || use == SocketUse.LISTEN;
      Event event = attribute(used(use, SHELL, 17));
      assertThat(Objects.requireNonNull(event.connection()).inbound())
          .as("%s", use)
          .isEqualTo(inbound);
      assertThat(event.connection().transport()).isEqualTo(Transport.UDP);
    }
  }

  @Test
  void timeIsMovedToTheEpoch() {
    Event event = Objects.requireNonNull(eventOf(used(SocketUse.SENDTO, SHELL, 17), 7_000));
    assertThat(event.time()).isEqualTo(8_000);
    assertThat(event.result()).isZero();
  }

  @Test
  void aStageCarriesItsTotalsAndItsError() {
    ConnectionTotals totals = new ConnectionTotals(9_000, 1, 2, 3);
    Map<Stage, EventType> types =
        Map.of(
            Stage.ESTABLISHED, EventType.CONNECTION_ESTABLISHED,
            Stage.FAILED, EventType.CONNECTION_FAILED,
            Stage.CLOSED, EventType.CONNECTION_CLOSED);
    for (Stage stage : Stage.values()) {
      int error = stage == Stage.FAILED ? 111 : 0;
      Event event =
          attribute(new StageReached(header(SHELL), stage, socket(6, false), totals, error));
      assertThat(event.type()).isEqualTo(types.get(stage));
      assertThat(event.type().implicit()).as("a connection is one alert per rule").isFalse();
      assertThat(event.totals()).isEqualTo(totals);
      assertThat(event.result()).isEqualTo(-error);
    }
  }

  @Test
  void anImageOutlivesItsProcessForAWhile() {
    eventOf(exec(SHELL, OUTSIDE, "bash"), 0);
    eventOf(new Exited(header(SHELL)), 0);
    assertThat(attribute(used(SocketUse.ACCEPT, SHELL, 6)).process()).isNotNull();
    for (int pid = 20; pid < 30; pid++) {
      ProcessKey key = new ProcessKey(pid, pid, 1);
      eventOf(exec(key, OUTSIDE, "true"), 0);
      eventOf(new Exited(header(key)), 0);
    }
    assertThat(processes.size()).as("two ended ones are kept").isEqualTo(2);
    assertThat(attribute(used(SocketUse.ACCEPT, SHELL, 6)).process()).isNull();
  }

  @Test
  void anExecRetiresTheImageBefore() {
    eventOf(exec(CHILD, OUTSIDE, "sh"), 0);
    eventOf(exec(CURL, OUTSIDE, "curl"), 0);
    eventOf(new Exited(header(CHILD)), 0); // a late word of the image before
    assertThat(processes.find(CURL)).isNotNull();
    eventOf(new Exited(header(CURL)), 0);
    assertThat(processes.size()).isEqualTo(2);
  }

  @Test
  void theChainOfAncestorsIsBounded() {
    ProcessKey parent = OUTSIDE;
    for (int pid = 1000; pid < 1100; pid++) {
      ProcessKey key = new ProcessKey(pid, pid, 1);
      eventOf(exec(key, parent, "sh"), 0);
      parent = key;
    }
    ProcessImage last = Objects.requireNonNull(processes.find(parent));
    assertThat(last.ancestor(16)).isNotNull();
    assertThat(last.ancestor(17)).isNull();
    assertThat(Objects.requireNonNull(last.ancestor(16)).pid()).isEqualTo(1099 - 16);
  }
}
