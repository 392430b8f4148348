package dev.postern.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How often files are looked at: an option of the commands that go on for long. */
public final class ReloadOption {

  private static final long MOST_SECONDS = 86_400;

  @Option(
      names = "--reload-seconds",
      paramLabel = "N",
      defaultValue = "5",
      converter = Seconds.class,
      description =
          "How often to look whether the files of --rules, --list and --policy have changed, to"
              + " load them anew; 0 is never (default: ${DEFAULT-VALUE}).")
  private Duration every = Duration.ofSeconds(5);

  /** The time between two looks; zero for none. */
  public Duration every() {
    return every;
  }

  /** Reads whole seconds. */
  static final class Seconds implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        long seconds = Long.parseLong(text);
        if (seconds >= 0 && seconds <= MOST_SECONDS) {
          return Duration.ofSeconds(seconds);
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new TypeConversionException(
          "'" + text + "' is no number of seconds from 0 to " + MOST_SECONDS);
    }
  }
}
