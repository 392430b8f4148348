package dev.postern.names;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One direction of a TCP connection, put together from its segments and cut into DNS messages (RFC
 * 1035, 4.2.2): segments come again, late, and cut anywhere. What is no message, or has a hole that
 * does not close, is given up, as nothing says where the next message would begin.
 */
final class DnsStream {

  /** Bytes that wait for those before them, and pieces of them. */
  private static final int AHEAD_BYTES = 1 << 14;

  private static final int AHEAD_PIECES = 64;

  private static final int LENGTH_BYTES = 2;

  private final TreeMap<Integer, byte[]> ahead = new TreeMap<>(DnsStream::compare);
  private int aheadBytes;
  private byte[] pending = {};
  private int next;
  private boolean begun;
  private boolean broken;

  /**
   * Takes data in, and hands on the messages that it completes.
   *
   * @param messages returns false for what is none
   */
  void add(int sequence, byte[] data, Predicate<byte[]> messages) {
    if (!begun) {
      begun = true;
      next = sequence;
    }
    if (broken || !keep(sequence, data)) {
      return;
    }
    while (!ahead.isEmpty() && compare(ahead.firstKey(), next) <= 0) {
      var first = ahead.pollFirstEntry();
      aheadBytes -= first.getValue().length;
      append(first.getKey(), first.getValue());
    }
    cut(messages);
  }

  /** TCP's numbers begin anywhere and start over (RFC 9293, 3.4). */
  private static int compare(int one, int other) {
    return Integer.signum(one - other);
  }

  private boolean keep(int sequence, byte[] data) {
    byte[] same = ahead.get(sequence);
    if (same == null || same.length < data.length) {
      ahead.put(sequence, data);
      aheadBytes += data.length - (same == null ? 0 : same.length);
    }
    if (aheadBytes > AHEAD_BYTES || ahead.size() > AHEAD_PIECES) {
      giveUp();
    }
    return !broken;
  }

  private void giveUp() {
    broken = true;
    ahead.clear();
    pending = new byte[0];
  }

  private void append(int sequence, byte[] data) {
    int known = next - sequence;
    if (known < data.length) {
      int end = pending.length;
      pending = Arrays.copyOf(pending, end + data.length - known);
      System.arraycopy(data, known, pending, end, data.length - known);
      next += data.length - known;
    }
  }

  private void cut(Predicate<byte[]> messages) {
    int at = 0;
    while (pending.length - at >= LENGTH_BYTES) {
      int length = ((pending[at] & 0xff) << Byte.SIZE) | (pending[at + 1] & 0xff);
      if (pending.length - at - LENGTH_BYTES < length) {
        break;
      }
      at += LENGTH_BYTES;
      if (!messages.test(Arrays.copyOfRange(pending, at, at + length))) {
        giveUp();
        return;
      }
      at += length;
    }
    pending = Arrays.copyOfRange(pending, at, pending.length);
  }
}
