package dev.postern.rules.list;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.LongBuffer;
import java.nio.file.Path;

/** Numbers that come in any order and are wanted sorted, each once. */
final class LongFile implements Closeable {

  private final Path folder;
  private final UnlinkedFile file;

  LongFile(Path folder) throws IOException {
    this.folder = folder;
    this.file = UnlinkedFile.in(folder);
  }

  void append(long number) throws IOException {
    file.append(number);
  }

  /** Makes one or more numbers of several that follow each other in sorted order. */
  interface Joining {
    /** Works in place; how many there are then, from the first. */
    int join(LongBuffer sorted);
  }

  /** All of them, sorted and joined. */
  SortedLongs sorted(Joining joining) throws IOException {
    try (UnlinkedFile scratch = UnlinkedFile.in(folder);
        Arena arena = Arena.ofConfined()) {
      LongBuffer numbers = file.mapWritable(arena).asLongBuffer();
      if (numbers.limit() > LongSort.PIECE) {
        scratch.appendZeros((long) numbers.limit() * Long.BYTES);
      }
      LongBuffer sorted = LongSort.sort(numbers, scratch.mapWritable(arena).asLongBuffer());
      int left = joining.join(sorted);
      numbers.put(0, sorted, 0, left);
      file.truncate((long) left * Long.BYTES);
    }
    return new SortedLongs(file.mapReadOnly().asLongBuffer());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
