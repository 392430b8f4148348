package dev.postern.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whole seconds: 0 to a day. */
final class Seconds implements ITypeConverter<Duration> {

  private static final long MOST = 86_400;

  @Override
  public Duration convert(String text) {
    try {
      long seconds = Long.parseLong(text);
      if (seconds >= 0 && seconds <= MOST) {
        return Duration.ofSeconds(seconds);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException("'" + text + "' is no number of seconds from 0 to " + MOST);
  }
}
