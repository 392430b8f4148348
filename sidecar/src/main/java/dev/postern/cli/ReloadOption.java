package dev.postern.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How often files are looked at: an option of the commands that go on for long. */
public final class ReloadOption {

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
}
