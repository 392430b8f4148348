package dev.postern.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EpochClockTest {

  private static final long MILLISECOND = 1_000_000;

  private Instant timeOfDay = Instant.ofEpochSecond(1_000, 7);
  private long monotonic = 5_000_000_000L;
  private int asked;

  private final EpochClock clock =
      new EpochClock(
          () -> {
            asked++;
            return timeOfDay;
          },
          () -> monotonic);

  private void pass(long nanos) {
    timeOfDay = timeOfDay.plusNanos(nanos);
    monotonic += nanos;
  }

  @Test
  void relatesTheTwoClocks() {
    assertThat(monotonic + clock.epochMinusMonotonic(monotonic)).isEqualTo(1_000_000_000_007L);
  }

  @Test
  void oneAnswerServesTheEventsOfAMillisecond() {
    for (int i = 0; i < 1_000; i++) {
      pass(MILLISECOND / 1_000);
      clock.epochMinusMonotonic(monotonic);
    }
    assertThat(asked).isEqualTo(1);
    pass(1);
    clock.epochMinusMonotonic(monotonic);
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void anEventOlderThanTheAnswerNeedsNoOther() {
    pass(MILLISECOND * 1_000);
    long difference = clock.epochMinusMonotonic(monotonic);
    assertThat(clock.epochMinusMonotonic(monotonic - MILLISECOND * 999)).isEqualTo(difference);
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void followsATimeOfDayThatIsSet() {
    timeOfDay = timeOfDay.minus(Duration.ofHours(1));
    pass(MILLISECOND + 1);
    assertThat(monotonic + clock.epochMinusMonotonic(monotonic))
        .isEqualTo((1_000L - 3_600) * 1_000_000_000 + 7 + MILLISECOND + 1);
  }

  @Test
  void isThisMachines() {
    long now = System.nanoTime();
    long epoch = now + new EpochClock().epochMinusMonotonic(now);
    assertThat(Instant.ofEpochSecond(0, epoch))
        .isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
  }
}
