package dev.postern.abi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds a record as the probe would, at the offsets of a layout. */
public final class RecordBytes {

  private final Layout layout;
  private final String structure;
  private final String header;
  private final ByteBuffer bytes;

  /** A record whose header is the structure itself or its member {@code header}. */
  public RecordBytes(Layout layout, String structure, String kind) {
    this(layout, structure, structure.equals("event_header") ? "" : "header.", kind);
  }

  /**
   * A record whose header lies deeper.
   *
   * @param header the path of the header's members, ending in a dot
   */
  public RecordBytes(Layout layout, String structure, String header, String kind) {
    this.layout = layout;
    this.structure = structure;
    this.header = header;
    bytes = ByteBuffer.allocate(layout.size(structure)).order(ByteOrder.nativeOrder());
    set(header + "abi", layout.number("event_abi.EVENT_ABI"));
    set(header + "kind", layout.number("event_kind." + kind));
    set(header + "size", bytes.capacity());
  }

  /** Sets a number of whatever size the member has. */
  public RecordBytes set(String member, long value) {
    Layout.Place place = layout.place(structure + "." + member);
    switch (place.size()) {
      case 1 -> bytes.put(place.offset(), (byte) value);
      case 2 -> bytes.putShort(place.offset(), (short) value);
      case 4 -> bytes.putInt(place.offset(), (int) value);
      default -> bytes.putLong(place.offset(), value);
    }
    return this;
  }

  /** Sets raw bytes at the start of a member. */
  public RecordBytes set(String member, byte[] value) {
    bytes.put(layout.place(structure + "." + member).offset(), value);
    return this;
  }

  /** Sets text at the start of a member. */
  public RecordBytes set(String member, String value) {
    return set(member, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Sets the process of the header. */
  public RecordBytes process(int pid, long start, int exec) {
    return set(header + "process.pid", pid)
        .set(header + "process.start_ns", start)
        .set(header + "process.exec_id", exec);
  }

  public ByteBuffer bytes() {
    return bytes;
  }

  public int length() {
    return bytes.capacity();
  }
}
