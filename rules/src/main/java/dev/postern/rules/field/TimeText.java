package dev.postern.rules.field;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Times as alerts show them, to the nanosecond. Written digit by digit, because a formatter's
 * generality is a good part of what an alert costs.
 */
public final class TimeText {

  private static final long NANOS = 1_000_000_000L;
  private static final int DAY_SECONDS = 86_400;

  private TimeText() {}

  /**
   * Appends {@code 15:30:01.123456789}.
   *
   * @param epochNanos nanoseconds since the epoch
   */
  public static void appendTimeOfDay(StringBuilder out, long epochNanos, ZoneId zone) {
    long seconds = Math.floorDiv(epochNanos, NANOS);
    long offset = zone.getRules().getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds();
    appendTimeOfDay(
        out, Math.floorMod(seconds + offset, DAY_SECONDS), Math.floorMod(epochNanos, NANOS));
  }

  /** Appends {@code 2026-01-02 15:30:01.123456789}. */
  public static void appendDateTime(StringBuilder out, long epochNanos, ZoneId zone) {
    long seconds = Math.floorDiv(epochNanos, NANOS);
    long offset = zone.getRules().getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds();
    appendDate(out, seconds + offset);
    appendTimeOfDay(
        out.append(' '),
        Math.floorMod(seconds + offset, DAY_SECONDS),
        Math.floorMod(epochNanos, NANOS));
  }

  /**
   * Appends {@code 2026-01-02T15:30:01.123456789Z} (RFC 3339).
   *
   * @param epochNanos nanoseconds since the epoch; a long holds the years 1677 to 2262
   */
  public static void appendUtc(StringBuilder out, long epochNanos) {
    long seconds = Math.floorDiv(epochNanos, NANOS);
    appendDate(out, seconds);
    appendTimeOfDay(
        out.append('T'), Math.floorMod(seconds, DAY_SECONDS), Math.floorMod(epochNanos, NANOS));
    out.append('Z');
  }

  private static void appendDate(StringBuilder out, long seconds) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY_SECONDS));
    appendDigits(out, date.getYear(), 4);
    appendDigits(out.append('-'), date.getMonthValue(), 2);
    appendDigits(out.append('-'), date.getDayOfMonth(), 2);
  }

  private static void appendTimeOfDay(StringBuilder out, int secondOfDay, long nanos) {
    appendDigits(out, secondOfDay / 3_600, 2);
    appendDigits(out.append(':'), secondOfDay / 60 % 60, 2);
    appendDigits(out.append(':'), secondOfDay % 60, 2);
    appendDigits(out.append('.'), nanos, 9);
  }

  /** The last digits of a number, with the zeros before it. */
  private static void appendDigits(StringBuilder out, long number, int digits) {
    int end = out.length() + digits;
    out.setLength(end);
    long rest = number;
    for (int at = end - 1; at >= end - digits; at--) {
      out.setCharAt(at, (char) ('0' + rest % 10));
      rest /= 10;
    }
  }
}
