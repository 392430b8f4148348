package dev.postern.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Records in memory as they lie in the ring, one behind the other, and outside the heap. */
final class RecordFile {

  private final ByteBuffer bytes;
  private final int[] starts;
  private final int[] lengths;

  private RecordFile(ByteBuffer bytes, int[] starts, int[] lengths) {
    this.bytes = bytes;
    this.starts = starts;
    this.lengths = lengths;
  }

  /** Writes records for another JVM to read. */
  static void write(Path file, List<byte[]> records) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      for (byte[] record : records) {
        out.writeInt(record.length);
        out.write(record);
      }
    }
  }

  static RecordFile read(Path file) throws IOException {
    List<byte[]> records = new ArrayList<>();
    int total = 0;
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      while (in.available() > 0) {
        byte[] record = in.readNBytes(in.readInt());
        records.add(record);
        total += record.length + Long.BYTES;
      }
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(total).order(ByteOrder.nativeOrder());
    int[] starts = new int[records.size()];
    int[] lengths = new int[records.size()];
    for (int i = 0; i < starts.length; i++) {
      bytes.position(bytes.position() + Long.BYTES); // the ring's own header
      starts[i] = bytes.position();
      lengths[i] = records.get(i).length;
      bytes.put(records.get(i));
    }
    return new RecordFile(bytes, starts, lengths);
  }

  int count() {
    return starts.length;
  }

  /** What {@link #start} and {@link #length} point into, in the machine's byte order. */
  ByteBuffer bytes() {
    return bytes;
  }

  int start(int record) {
    return starts[record];
  }

  int length(int record) {
    return lengths[record];
  }
}
