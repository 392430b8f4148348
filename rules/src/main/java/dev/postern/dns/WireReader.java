package dev.postern.dns;

import java.util.Arrays;

/** Numbers and names in order, none of them beyond the end. */
final class WireReader {

  /** The two upper bits of a length that is a pointer (RFC 1035 section 4.1.4). */
  private static final int POINTER = 0xc0;

  /** As many as a name could have labels; a chain of more says nothing new. */
  private static final int MOST_POINTERS = 127;

  private final byte[] bytes;
  private final byte[] name = new byte[DnsName.LONGEST];
  private int at;

  WireReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int position() {
    return at;
  }

  int u8(String what) throws DnsFormatException {
    need(1, what);
    return bytes[at++] & 0xff;
  }

  int u16(String what) throws DnsFormatException {
    need(2, what);
    int value = u16(at);
    at += 2;
    return value;
  }

  int i32(String what) throws DnsFormatException {
    need(4, what);
    int value = u16(at) << 16 | u16(at + 2);
    at += 4;
    return value;
  }

  long i64(String what) throws DnsFormatException {
    need(8, what);
    long high = i32(what);
    return high << 32 | (i32(what) & 0xffff_ffffL);
  }

  void skip(int length, String what) throws DnsFormatException {
    need(length, what);
    at += length;
  }

  byte[] bytes(int length, String what) throws DnsFormatException {
    need(length, what);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  void need(int length, String what) throws DnsFormatException {
    if (length > bytes.length - at) {
      throw bad(what, "reaches beyond the end", at);
    }
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  /** A name that may end in a pointer to an earlier one. */
  DnsName name(String what) throws DnsFormatException {
    return name(what, true);
  }

  /** A name written out, as RFC 9460 section 2.2 demands for what was defined later. */
  DnsName plainName(String what) throws DnsFormatException {
    return name(what, false);
  }

  /**
   * Every pointer leads before the labels that it ends, so that none is read twice for one name,
   * and into what follows the header, which is no name (RFC 9267 section 2).
   */
  private DnsName name(String what, boolean compressible) throws DnsFormatException {
    int length = 0;
    int from = at;
    int before = at;
    int end = -1;
    int pointers = 0;
    while (true) {
      int size = byteAt(from, what);
      if (size >= POINTER) {
        int target = (size & ~POINTER) << 8 | byteAt(from + 1, what);
        if (!compressible) {
          throw bad(what, "is compressed where it must not be", from);
        }
        if (target < DnsHeader.LENGTH) {
          throw bad(what, "points into the header", from);
        }
        if (target >= before) {
          throw bad(what, "points forwards or to itself", from);
        }
        if (++pointers > MOST_POINTERS) {
          throw bad(what, "has too many pointers", from);
        }
        end = end < 0 ? from + 2 : end;
        from = target;
        before = target;
        continue;
      }
      if (size > DnsName.LONGEST_LABEL) {
        throw bad(what, "has a label of an unknown kind", from);
      }
      if (length + size + 1 > DnsName.LONGEST) {
        throw bad(what, "is longer than 255 bytes", from);
      }
      if (from + size >= bytes.length) {
        throw bad(what, "reaches beyond the end", from);
      }
      System.arraycopy(bytes, from, name, length, size + 1);
      length += size + 1;
      from += size + 1;
      if (size == 0) {
        at = end < 0 ? from : end;
        return new DnsName(Arrays.copyOf(name, length));
      }
    }
  }

  private int byteAt(int index, String what) throws DnsFormatException {
    if (index >= bytes.length) {
      throw bad(what, "reaches beyond the end", index);
    }
    return bytes[index] & 0xff;
  }

  private int u16(int index) {
    return (bytes[index] & 0xff) << 8 | (bytes[index + 1] & 0xff);
  }

  private static DnsFormatException bad(String what, String how, int at) {
    return new DnsFormatException(what + " " + how, at);
  }
}
