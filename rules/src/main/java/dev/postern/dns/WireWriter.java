package dev.postern.dns;

import java.util.Arrays;

/** A message as it grows; without compression. */
final class WireWriter {

  private static final int USUAL_LENGTH = 128;

  private byte[] bytes = new byte[USUAL_LENGTH];
  private int length;

  WireWriter u16(int value) {
    room(2);
    bytes[length++] = (byte) (value >> 8);
    bytes[length++] = (byte) value;
    return this;
  }

  WireWriter i32(int value) {
    return u16(value >>> 16).u16(value);
  }

  WireWriter bytes(byte[] from, int offset, int count) {
    room(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
    return this;
  }

  WireWriter name(DnsName name) {
    name.write(this);
    return this;
  }

  WireWriter question(Question question) {
    return name(question.name()).u16(question.type()).u16(question.space());
  }

  /** Puts a number where another was written before. */
  void putU16(int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  int length() {
    return length;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
