package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.EventType;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** As fast as the kernel makes them: nothing is missing that is not counted as lost. */
final class FloodIT extends ObservedTest {

  private static final int CONNECTS = 200_000;
  private static final int PROCESSES = 200;
  private static final int SMALL_RING = 64 << 10;

  @Test
  void ofOneProcessIsReceivedOrCountedAsLost() {
    Program program = scope.tester("burst", "127.0.0.1", 9, CONNECTS);
    assertThat(program.number()).isEqualTo(CONNECTS);
    program.end();

    long received = seen.events(EventType.CONNECT, 9).size();
    assertThat(received).isPositive();
    long lost = seen.lost("connect");
    assertThat(received + lost).as("%d received, %d lost", received, lost).isEqualTo(CONNECTS);
    assertThat(seen.events(EventType.CONNECT, 9))
        .extracting(event -> owner(event).pid())
        .containsOnly(program.pid());
    assertThat(seen.flows(flow -> flow.peer().port() == 9))
        .singleElement()
        .extracting(ObservedFlow::connections)
        .isEqualTo((long) CONNECTS);
    assertThat(seen.counters().failed().values()).containsOnly(0L);
  }

  /** Where nearly everything is lost, because nobody reads meanwhile. */
  @Test
  void ofOneProcessIntoASmallRingIsCountedAsLost() {
    try (Scope other = Scope.create();
        Observation late = Observation.unread(other, SMALL_RING)) {
      other.tester("burst", "127.0.0.1", 9, CONNECTS).end();
      late.read();

      int received = late.events(EventType.CONNECT, 9).size();
      assertThat(received).isPositive().isLessThan(CONNECTS);
      assertThat(received + late.lost("connect")).isEqualTo(CONNECTS);
      assertThat(late.flows(flow -> flow.peer().port() == 9))
          .singleElement()
          .extracting(ObservedFlow::connections)
          .isEqualTo((long) CONNECTS);
    }
  }

  @Test
  void ofProcessesThatEndAtOnceIsReceivedInFull() {
    Program program = scope.tester("spawn", "127.0.0.1", 9, PROCESSES);
    List<Integer> pids = program.end().stream().map(Integer::valueOf).toList();
    assertThat(pids).hasSize(PROCESSES).doesNotHaveDuplicates();

    assertThat(seen.counters().lost().values()).containsOnly(0L);
    assertThat(
            seen.events(EventType.CONNECT, 9).stream()
                .collect(
                    Collectors.toMap(event -> owner(event).pid(), event -> owner(event).exePath())))
        .hasSize(PROCESSES)
        .containsOnlyKeys(pids)
        .values()
        .containsOnly(Tester.path("spawn").toString());
    assertThat(seen.flows(flow -> flow.peer().port() == 9))
        .hasSize(PROCESSES)
        .extracting(ObservedFlow::connections)
        .containsOnly(1L);
  }
}
