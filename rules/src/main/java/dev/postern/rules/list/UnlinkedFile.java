package dev.postern.rules.list;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A temporary file that nobody else can open: made in a folder of its own, and both are gone from
 * the file system before anything is written. So nothing stays behind, however this process ends.
 */
final class UnlinkedFile implements Closeable {

  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private long size;
  private final ByteBuffer pending = ByteBuffer.allocate(BUFFER).order(ByteOrder.nativeOrder());

  private UnlinkedFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes one in a folder.
   *
   * @throws IOException in one line, with what to do
   */
  static UnlinkedFile in(Path parent) throws IOException {
    try {
      Path folder = Files.createTempDirectory(parent, "postern-list"); // for its owner only
      Path file = folder.resolve("table");
      try {
        return new UnlinkedFile(
            FileChannel.open(
                file,
                Set.of(
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------"))));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new IOException(
          "no temporary file can be made in %s (%s): set TMPDIR to a folder that can be written"
              .formatted(parent, e.getClass().getSimpleName()),
          e);
    }
  }

  /** Appends a number, in the machine's byte order. */
  void append(long number) throws IOException {
    if (pending.remaining() < Long.BYTES) {
      flush();
    }
    pending.putLong(number);
    size += Long.BYTES;
  }

  /** Appends bytes. */
  void append(byte[] bytes) throws IOException {
    if (pending.remaining() < bytes.length) {
      flush();
    }
    size += bytes.length;
    pending.put(bytes); // no entry is as large as the buffer
  }

  /** Appends zeros, written one by one: a hole would be a fault once the disk is full. */
  void appendZeros(long count) throws IOException {
    flush();
    ByteBuffer zeros = ByteBuffer.allocate(BUFFER);
    for (long left = count; left > 0; left -= BUFFER) {
      writeAll(zeros.clear().limit((int) Math.min(left, BUFFER)));
    }
    size += count;
  }

  /** The bytes written so far. */
  long size() {
    return size;
  }

  /** Fills {@code into} with what stands at an offset. */
  void read(long offset, byte[] into) throws IOException {
    flush();
    ByteBuffer buffer = ByteBuffer.wrap(into);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new IOException("a temporary file has lost its end");
      }
    }
  }

  /** Leaves off what is behind the first bytes. */
  void truncate(long bytes) throws IOException {
    flush();
    channel.truncate(bytes);
  }

  /** Maps all of it to read and write, as long as the arena is open. */
  ByteBuffer mapWritable(Arena arena) throws IOException {
    return map(MapMode.READ_WRITE, arena);
  }

  /** Maps all of it to read, until nobody holds the buffer any more. */
  ByteBuffer mapReadOnly() throws IOException {
    flush();
    return channel.map(MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.nativeOrder());
  }

  private ByteBuffer map(MapMode mode, Arena arena) throws IOException {
    flush();
    return channel
        .map(mode, 0, channel.size(), arena)
        .asByteBuffer()
        .order(ByteOrder.nativeOrder());
  }

  private void flush() throws IOException {
    writeAll(pending.flip());
    pending.clear();
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** What is mapped stays. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
