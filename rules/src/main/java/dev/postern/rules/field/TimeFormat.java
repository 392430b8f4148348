package dev.postern.rules.field;

import java.time.ZoneId;

/** The ways Falco writes the time of an event. */
public enum TimeFormat {
  /** {@code 15:30:01.123456789}. */
  TIME,
  /** {@code 15:30:01}. */
  TIME_SECONDS,
  /** {@code 2026-01-02T15:30:01.123456789+0000}, always UTC. */
  ISO_8601,
  /** {@code 2026-01-02 15:30:01.123456789}. */
  DATE_TIME,
  /** {@code 2026-01-02 15:30:01}. */
  DATE_TIME_SECONDS;

  /** The time in this form; nanoseconds since the epoch. */
  public String text(long epochNanos, ZoneId zone) {
    StringBuilder out = new StringBuilder(35);
    append(out, epochNanos, zone);
    return out.toString();
  }

  /** Appends what {@link #text} gives. */
  public void append(StringBuilder out, long epochNanos, ZoneId zone) {
    switch (this) {
      case TIME -> TimeText.appendTimeOfDay(out, epochNanos, zone);
      case TIME_SECONDS -> {
        TimeText.appendTimeOfDay(out, epochNanos, zone);
        dropFraction(out);
      }
      case ISO_8601 -> {
        TimeText.appendUtc(out, epochNanos);
        out.setLength(out.length() - 1);
        out.append("+0000");
      }
      case DATE_TIME -> TimeText.appendDateTime(out, epochNanos, zone);
      case DATE_TIME_SECONDS -> {
        TimeText.appendDateTime(out, epochNanos, zone);
        dropFraction(out);
      }
    }
  }

  private static void dropFraction(StringBuilder out) {
    out.setLength(out.lastIndexOf("."));
  }
}
