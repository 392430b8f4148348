package dev.postern.abi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Finds a section of a little-endian ELF64 file (System V ABI, chapter 4). */
final class Elf {

  private static final int MAGIC = 0x464c457f;
  private static final int SECTION_TABLE_OFFSET = 0x28;
  private static final int SECTION_ENTRY_SIZE = 0x3a;
  private static final int SECTION_COUNT = 0x3c;
  private static final int NAME_SECTION = 0x3e;

  private final ByteBuffer file;

  Elf(byte[] bytes) {
    file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 64 || file.getInt(0) != MAGIC) {
      throw new LayoutMismatch("the probe object is not an ELF file");
    }
  }

  /** The bytes of the named section, little-endian, position 0. */
  ByteBuffer section(String name) {
    int names = header(file.getShort(NAME_SECTION));
    int namesOffset = (int) file.getLong(names + 0x18);
    for (int i = 0; i < file.getShort(SECTION_COUNT); i++) {
      int header = header(i);
      if (text(file, namesOffset + file.getInt(header)).equals(name)) {
        int offset = (int) file.getLong(header + 0x18);
        int size = (int) file.getLong(header + 0x20);
        return file.slice(offset, size).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    throw new LayoutMismatch(
        "the probe object has no " + name + " section: build it with clang -g");
  }

  private int header(int index) {
    return (int) file.getLong(SECTION_TABLE_OFFSET) + index * file.getShort(SECTION_ENTRY_SIZE);
  }

  /** The NUL-ended string at an offset. */
  static String text(ByteBuffer buffer, int offset) {
    int end = offset;
    while (buffer.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - offset];
    buffer.get(offset, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
