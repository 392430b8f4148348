package dev.postern.rules.list;

import dev.postern.rules.source.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a list file: one a line, UTF-8; blank lines, blanks around an entry and what
 * follows a {@code #} at the line's start or behind a blank count for nothing. Takes a fixed amount
 * of memory whatever the file is.
 */
final class EntryReader {

  /** Gets each entry. */
  interface Sink {
    /**
     * Takes one.
     *
     * @param text not empty, at most {@link #LONGEST} characters
     * @param line 1-based
     * @param column 1-based, of the entry's first character
     */
    void entry(String text, int line, int column) throws IOException;
  }

  /** In bytes: as long as Linux lets a path be (PATH_MAX). */
  static final int LONGEST = 4096;

  private static final int CHUNK = 1 << 16;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final String file;
  private final Sink sink;
  private final EntryProblems problems;
  private final byte[] line = new byte[LONGEST + BYTE_ORDER_MARK.length];
  private int length;
  private boolean tooLong;
  private int number = 1;

  private EntryReader(String file, Sink sink, EntryProblems problems) {
    this.file = file;
    this.sink = sink;
    this.problems = problems;
  }

  /**
   * Reads a file to its end.
   *
   * @return size and two checksums of its bytes: enough to tell that they changed, and cheap
   *     without a big compiler, which SHA-256 is not
   */
  static String read(Path file, Sink sink, EntryProblems problems) throws IOException {
    EntryReader reader = new EntryReader(file.toString(), sink, problems);
    CRC32 crc32 = new CRC32();
    CRC32C crc32c = new CRC32C();
    long size = 0;
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        crc32.update(chunk, 0, read);
        crc32c.update(chunk, 0, read);
        size += read;
        reader.take(chunk, read);
      }
    }
    reader.endLine();
    return "%x-%x-%x".formatted(size, crc32.getValue(), crc32c.getValue());
  }

  private void take(byte[] chunk, int size) throws IOException {
    int from = 0;
    for (int i = 0; i < size; i++) {
      if (chunk[i] == '\n') {
        append(chunk, from, i);
        endLine();
        number++;
        from = i + 1;
      }
    }
    append(chunk, from, size);
  }

  private void append(byte[] chunk, int from, int to) {
    int fitting = Math.min(to - from, line.length - length);
    System.arraycopy(chunk, from, line, length, fitting);
    length += fitting;
    tooLong |= fitting < to - from;
  }

  private void endLine() throws IOException {
    int mark = number == 1 && startsWithMark() ? BYTE_ORDER_MARK.length : 0;
    int start = mark;
    while (start < length && isBlank(line[start])) {
      start++;
    }
    int end = endOfEntry(start);
    boolean cut = tooLong && end == length; // and not only a long comment
    length = 0;
    tooLong = false;
    if (start == end) {
      return;
    }
    Place place = new Place(file, number, start - mark + 1);
    if (cut || end - start > LONGEST) {
      problems.refuse(place, "an entry of more than " + LONGEST + " bytes");
      return;
    }
    String text = text(start, end, place);
    if (text != null) {
      sink.entry(text, number, place.column());
    }
  }

  private boolean startsWithMark() {
    return length >= BYTE_ORDER_MARK.length
        && line[0] == BYTE_ORDER_MARK[0]
        && line[1] == BYTE_ORDER_MARK[1]
        && line[2] == BYTE_ORDER_MARK[2];
  }

  private int endOfEntry(int start) {
    int end = length;
    for (int i = start; i < length; i++) {
      if (line[i] == '#' && (i == start || isBlank(line[i - 1]))) {
        end = i;
        break;
      }
    }
    while (end > start && isBlank(line[end - 1])) {
      end--;
    }
    return end;
  }

  private @Nullable String text(int start, int end, Place place) {
    boolean ascii = true;
    for (int i = start; i < end; i++) {
      byte b = line[i];
      if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7f) {
        problems.refuse(
            place, "a control character (0x%02x): a list file is plain text".formatted(b));
        return null;
      }
      ascii &= b >= 0;
    }
    if (ascii) {
      return new String(line, start, end - start, StandardCharsets.US_ASCII);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line, start, end - start))
          .toString();
    } catch (CharacterCodingException e) {
      problems.refuse(place, "not UTF-8 text");
      return null;
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
