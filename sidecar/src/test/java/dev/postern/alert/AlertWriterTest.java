package dev.postern.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.postern.rules.Alert;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class AlertWriterTest {

  private static final Alert ALERT = SampleAlert.of("x", SampleAlert.POD);
  private static final AlertFormat NAME = alert -> alert.rule().name();
  private static final String LINE = ALERT.rule().name() + "\n";

  private final Logger logger = (Logger) LoggerFactory.getLogger(AlertWriter.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.setAdditive(false);
    logger.addAppender(log);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(log);
    logger.setAdditive(true);
  }

  /** Remembers what was written and whether it was closed, and fails on demand. */
  private static final class Stream extends OutputStream {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean broken;
    private boolean closed;

    @Override
    public void write(int b) throws IOException {
      if (broken) {
        throw new IOException("No space left on device");
      }
      written.write(b);
    }

    @Override
    public void close() {
      closed = true;
    }

    String text() {
      return written.toString(UTF_8);
    }
  }

  @Test
  void alertsAreLinesAndWaitForTheFlush() {
    Stream stream = new Stream();
    AlertWriter writer = AlertWriter.to(stream, "a stream", NAME);
    writer.accept(ALERT);
    writer.accept(ALERT);
    assertThat(stream.text()).isEmpty();
    writer.flush();
    assertThat(stream.text()).isEqualTo(LINE + LINE);
    assertThat(writer.failures()).isZero();
  }

  @Test
  void closingLetsGoOfTheRestAndLeavesAForeignStreamOpen() {
    Stream stream = new Stream();
    try (AlertWriter writer = AlertWriter.to(stream, "a stream", NAME)) {
      writer.accept(ALERT);
    }
    assertThat(stream.text()).isEqualTo(LINE);
    assertThat(stream.closed).isFalse();
  }

  @Test
  void theStandardStreamsSurviveTheirWriters() {
    AlertWriter.toStandardOutput(NAME).close();
    AlertWriter.toStandardError(NAME).close();
    assertThat(FileDescriptor.out.valid()).isTrue();
    assertThat(FileDescriptor.err.valid()).isTrue();
  }

  @Test
  void aStreamThatFailsIsCountedSaidOnceAndNeverThrows() {
    Stream stream = new Stream();
    stream.broken = true;
    AlertWriter writer = AlertWriter.to(stream, "a stream", NAME);
    for (int i = 1; i <= 3; i++) {
      writer.accept(ALERT);
      writer.flush();
      assertThat(writer.failures()).isEqualTo(i);
    }
    writer.close();
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "alerts cannot be written to a stream: No space left on device; further failures are"
                + " only counted");
  }

  @Test
  void aStreamThatRecoversGetsWhatWasKeptBack() {
    Stream stream = new Stream();
    stream.broken = true;
    AlertWriter writer = AlertWriter.to(stream, "a stream", NAME);
    writer.accept(ALERT);
    writer.flush();
    stream.broken = false;
    writer.accept(ALERT);
    writer.flush();
    assertThat(stream.text()).isEqualTo(LINE + LINE);
  }

  @Test
  void aFullDiskDoesNotEndTheRun() throws IOException {
    AlertWriter writer = AlertWriter.toFile(Path.of("/dev/full"), NAME);
    writer.accept(ALERT);
    writer.close();
    assertThat(writer.failures()).isPositive();
  }

  @Test
  void aFileIsMadeAndAppendedTo(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("alerts");
    for (int run = 0; run < 2; run++) {
      try (AlertWriter writer = AlertWriter.toFile(file, NAME)) {
        writer.accept(ALERT);
      }
    }
    assertThat(Files.readString(file)).isEqualTo(LINE + LINE);
  }

  @Test
  void aClosedFileCostsAlertsOnly(@TempDir Path folder) throws IOException {
    AlertWriter writer = AlertWriter.toFile(folder.resolve("alerts"), NAME);
    writer.close();
    writer.accept(ALERT);
    writer.flush();
    assertThat(writer.failures()).isPositive();
    assertThat(log.list).hasSize(1);
  }
}
