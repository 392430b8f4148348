package dev.postern.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The file of settings. A command that mixes this in takes settings from a file at all. */
public final class SettingsOption {

  static final String FLAG = "--settings";

  @Option(
      names = FLAG,
      paramLabel = "FILE",
      description =
          "YAML file of further settings, by their names here without the dashes. A flag wins over"
              + " the environment, the environment over the file.")
  @SuppressWarnings("unused") // Settings reads it through picocli, while others are still parsed
  private @Nullable Path file;
}
