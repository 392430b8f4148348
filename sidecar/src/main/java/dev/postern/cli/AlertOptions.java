package dev.postern.cli;

import dev.postern.alert.AlertFormat;
import dev.postern.alert.AlertWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where alerts are written: the option every command with alerts shares. */
public final class AlertOptions {

  @Option(
      names = "--alerts",
      paramLabel = "FILE",
      description =
          "Append alerts to FILE instead (run: of standard error, sidecar: of standard output).")
  private @Nullable Path file;

  /**
   * Opens what alerts are written to.
   *
   * @param otherwise makes a writer when no file was named
   * @throws CommandFailure when the file cannot be written
   */
  public AlertWriter open(AlertFormat format, Function<AlertFormat, AlertWriter> otherwise)
      throws CommandFailure {
    if (file == null) {
      return otherwise.apply(format);
    }
    try {
      return AlertWriter.toFile(file, format);
    } catch (IOException e) {
      throw CommandFailure.refused(
          "--alerts",
          "%s cannot be written (%s): name a file in a folder that exists"
              .formatted(file, e.getClass().getSimpleName()));
    }
  }
}
