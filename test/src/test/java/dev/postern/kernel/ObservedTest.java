package dev.postern.kernel;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.lab.LabTest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

/** A test with a scope that is observed from before its first program. */
@LabTest
abstract class ObservedTest {

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
}
