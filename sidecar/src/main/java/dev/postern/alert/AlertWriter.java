package dev.postern.alert;

import dev.postern.rules.Alert;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes alerts as lines. A stream that fails costs alerts, never the sensor: they are counted, and
 * the first is said.
 */
public final class AlertWriter implements AlertSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlertWriter.class);
  private static final int BUFFER_BYTES = 64 * 1024;

  private final OutputStream out;
  private final boolean ours;
  private final String name;
  private final AlertFormat format;
  private long failures;

  private AlertWriter(OutputStream out, boolean ours, String name, AlertFormat format) {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    this.ours = ours;
    this.name = name;
    this.format = format;
  }

  /**
   * Alerts to a stream that outlives this writer.
   *
   * @param name what the stream is called in messages
   */
  public static AlertWriter to(OutputStream out, String name, AlertFormat format) {
    return new AlertWriter(out, false, name, format);
  }

  /** Alerts for whoever watches; what the watched command prints is not mixed with them. */
  public static AlertWriter toStandardError(AlertFormat format) {
    return to(new FileOutputStream(FileDescriptor.err), "standard error", format);
  }

  /** Alerts as a command's own output. */
  public static AlertWriter toStandardOutput(AlertFormat format) {
    return to(new FileOutputStream(FileDescriptor.out), "standard output", format);
  }

  /** Alerts at the end of a file, which is made if need be. */
  public static AlertWriter toFile(Path file, AlertFormat format) throws IOException {
    return new AlertWriter(
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
        true,
        file.toString(),
        format);
  }

  /** How many writes failed. */
  public long failures() {
    return failures;
  }

  @Override
  public void accept(Alert alert) {
    try {
      out.write((format.line(alert) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      failed(e);
    }
  }

  @Override
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Lets go of what is kept back; a failure is one like any other and ends nobody's run. */
  @Override
  public void close() {
    try {
      if (ours) {
        out.close(); // and flushes
      } else {
        out.flush();
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  private void failed(IOException e) {
    if (failures++ == 0) {
      LOG.error(
          "alerts cannot be written to {}: {}; further failures are only counted",
          name,
          e.getMessage());
    }
  }
}
