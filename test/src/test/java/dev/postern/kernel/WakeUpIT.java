package dev.postern.kernel;

import dev.postern.event.EventType;
import dev.postern.lab.Await;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * An event wakes a reader that sleeps, every time it does: no later event, and nobody who asks,
 * helps. A ring that the event loop no longer watches would fail here.
 */
final class WakeUpIT extends ObservedTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Milliseconds: around the sleep that follows on twenty empty drains, and far beyond. */
  private static final int[] PAUSES = {
    1, 120, 2, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 32, 34, 36, 40, 45, 50, 60, 80,
    100, 1, 1, 1, 150, 3, 5, 8, 13, 21, 34, 55, 89, 144, 200, 2, 4, 7, 11, 16, 22, 29, 37, 46, 56,
    67, 79, 92, 106, 20, 21, 22, 23, 24, 25, 200
  };

  /** Pauses without making any event of another kind, and waits to be told to go on. */
  private static final String CONNECT_AFTER_PAUSES =
      """
      import socket, sys, time
      server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); server.bind(('127.0.0.1', 0))
      for pause in sys.argv[1:]:
          client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
          time.sleep(int(pause) / 1000)
          client.connect(server.getsockname())
          sys.stdin.readline()
      """;

  @Test
  void neverGetsLost() {
    Object[] pauses = Arrays.stream(PAUSES).boxed().toArray();
    Program program = scope.python(CONNECT_AFTER_PAUSES, pauses);
    for (int i = 1; i <= PAUSES.length; i++) {
      int count = i;
      Await.until("connect " + i + " is reported", LIMIT, () -> connects() == count);
      program.go();
    }
    program.end();
  }

  /** Without asking the sensor, which would look into the ring whether it was woken or not. */
  private long connects() {
    return seen.arrived().stream().filter(event -> event.type() == EventType.CONNECT).count();
  }
}
