package dev.postern.rules.field;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.rules.EventBuilder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Digit by digit is what a formatter writes. */
class TimeTextTest {

  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss.nnnnnnnnn");
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

  private static final List<ZoneId> ZONES =
      List.of(
          ZoneOffset.UTC,
          ZoneId.of("Asia/Kolkata"),
          ZoneId.of("America/St_Johns"),
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("Pacific/Kiritimati"),
          ZoneOffset.ofHoursMinutesSeconds(-3, -4, -5));

  private static LongStream times() {
    return LongStream.concat(
        LongStream.of(
            0,
            1,
            -1,
            -1_000_000_000L,
            86_399_999_999_999L,
            86_400_000_000_000L,
            EventBuilder.TIME,
            // Around both changes of Berlin's clocks in 2026.
            1_774_745_999_999_999_999L,
            1_774_746_000_000_000_000L,
            1_792_889_999_999_999_999L,
            1_792_890_000_000_000_000L,
            Long.MIN_VALUE,
            Long.MAX_VALUE),
        new Random(20_260_104).longs(2_000));
  }

  @Test
  void theTimeOfDayInAnyZone() {
    for (ZoneId zone : ZONES) {
      times()
          .forEach(
              nanos -> {
                StringBuilder text = new StringBuilder("at ");
                TimeText.appendTimeOfDay(text, nanos, zone);
                assertThat(text)
                    .hasToString(
                        "at " + TIME_OF_DAY.format(Instant.ofEpochSecond(0, nanos).atZone(zone)));
              });
    }
  }

  @Test
  void dateAndTimeInUtc() {
    times()
        .forEach(
            nanos -> {
              StringBuilder text = new StringBuilder("at ");
              TimeText.appendUtc(text, nanos);
              assertThat(text).hasToString("at " + UTC.format(Instant.ofEpochSecond(0, nanos)));
            });
  }
}
