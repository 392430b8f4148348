package dev.postern.rulescli;

import dev.postern.rules.record.BadEventException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of a stream that are not blank, none longer than an event can be. */
final class EventLines {

  /** An event has some hundred fields; a command line of the kernel's most is two megabytes. */
  static final int LONGEST = 4 << 20;

  /** One line. */
  static final class Line {

    private final int number;
    private final byte[] bytes;

    private Line(int number, byte[] bytes) {
      this.number = number;
      this.bytes = bytes;
    }

    /** From 1 up, blank lines counted. */
    int number() {
      return number;
    }

    /** The line as text. */
    String text() throws BadEventException {
      if (bytes.length > LONGEST) {
        throw new BadEventException("longer than " + LONGEST + " bytes: what follows is not read");
      }
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        throw new BadEventException("not UTF-8 text");
      }
    }

    private boolean isBlank() {
      for (byte each : bytes) {
        if (each != ' ' && each != '\t' && each != '\r') {
          return false;
        }
      }
      return true;
    }
  }

  private final InputStream in;
  private int number;
  private boolean ended;

  EventLines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** The next line, or null at the end; a line that is too long is the last. */
  @Nullable Line next() throws IOException {
    while (!ended) {
      Line line = read();
      if (!line.isBlank()) {
        return line;
      }
    }
    return null;
  }

  private Line read() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    number++;
    int each = in.read();
    while (each >= 0 && each != '\n' && bytes.size() <= LONGEST) {
      bytes.write(each);
      each = in.read();
    }
    ended = each != '\n';
    return new Line(number, bytes.toByteArray());
  }
}
