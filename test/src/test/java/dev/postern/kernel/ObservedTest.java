package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.event.Connection;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.ProcessImage;
import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

/** A test with a scope that is observed from before its first program. */
@LabTest
abstract class ObservedTest {

  static final Duration LIMIT = Duration.ofSeconds(10);

  @AutoClose Scope scope;
  @AutoClose Observation seen;

  // Here and not in a constructor: what exists is closed when the rest fails.
  @BeforeEach
  final void observe() {
    scope = Scope.create();
    seen = Observation.of(scope);
  }

  /** The only event of its kind with this port at the server's end. */
  final Event only(EventType type, int serverPort) {
    var events = seen.events(type, serverPort);
    if (events.size() != 1) {
      throw new AssertionError("not one " + type.text() + " but " + events);
    }
    return events.getFirst();
  }

  /** Events of one kind with this port at the server's end, once there are that many. */
  final List<Event> every(int count, EventType type, int serverPort) {
    Await.holds(LIMIT, () -> seen.events(type, serverPort).size() >= count);
    List<Event> events = seen.events(type, serverPort);
    assertThat(events).as(type.text()).hasSize(count);
    return events;
  }

  /**
   * The one flow of a direction with this port: what it must come to, and may not pass. A socket's
   * last packets are counted when the kernel is done with them.
   */
  final void assertFlow(int port, boolean inbound, long connections, long sent, long received) {
    Predicate<ObservedFlow> wanted =
        flow -> flow.peer().port() == port && flow.inbound() == inbound;
    Await.holds(
        LIMIT,
        () ->
            seen.flows(wanted).stream()
                .anyMatch(flow -> flow.bytesSent() == sent && flow.bytesReceived() == received));
    assertThat(seen.flows(wanted))
        .extracting(ObservedFlow::connections, ObservedFlow::bytesSent, ObservedFlow::bytesReceived)
        .containsExactly(tuple(connections, sent, received));
  }

  static ProcessImage owner(Event event) {
    return Objects.requireNonNull(event.process(), event::toString);
  }

  static Connection connection(Event event) {
    return Objects.requireNonNull(event.connection(), event::toString);
  }

  static Endpoint remote(Event event) {
    return Objects.requireNonNull(connection(event).remote(), event::toString);
  }

  /** The numbers of a line. */
  static List<Integer> numbers(String line) {
    return Stream.of(line.split(" ", -1)).map(Integer::valueOf).toList();
  }
}
