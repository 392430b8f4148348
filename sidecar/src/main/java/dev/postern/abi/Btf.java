package dev.postern.abi;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads structure layouts and enums from the BTF of an object file.
 *
 * <p>Format: Linux, Documentation/bpf/btf.rst. Unions and bit fields are not followed: the ABI has
 * none.
 */
public final class Btf {

  private static final int MAGIC = 0xeb9f;
  private static final int HEADER_LENGTH = 4;
  private static final int TYPES_OFFSET = 8;
  private static final int TYPES_LENGTH = 12;
  private static final int STRINGS_OFFSET = 16;
  private static final int TYPE_BYTES = 12;

  private static final int INT = 1;
  private static final int POINTER = 2;
  private static final int ARRAY = 3;
  private static final int STRUCT = 4;
  private static final int UNION = 5;
  private static final int ENUM = 6;
  private static final int TYPEDEF = 8;
  private static final int VOLATILE = 9;
  private static final int CONST = 10;
  private static final int RESTRICT = 11;
  private static final int FUNCTION_PROTOTYPE = 13;
  private static final int VARIABLE = 14;
  private static final int SECTION = 15;
  private static final int DECLARATION_TAG = 17;
  private static final int TYPE_TAG = 18;
  private static final int ENUM64 = 19;

  private final ByteBuffer section;
  private final int strings;

  /** Offsets of the types, by type id; id 0 is void. */
  private final List<Integer> types = new ArrayList<>(List.of(0));

  private Btf(ByteBuffer section) {
    this.section = section;
    if (Short.toUnsignedInt(section.getShort(0)) != MAGIC) {
      throw new LayoutMismatch("the probe object's .BTF section is not BTF");
    }
    int header = section.getInt(HEADER_LENGTH);
    strings = header + section.getInt(STRINGS_OFFSET);
    int start = header + section.getInt(TYPES_OFFSET);
    int end = start + section.getInt(TYPES_LENGTH);
    for (int at = start; at < end; at += TYPE_BYTES + trailerBytes(at)) {
      types.add(at);
    }
  }

  /**
   * The layout of the named structures and enums.
   *
   * @param object the bytes of the compiled probe
   * @throws LayoutMismatch when one of them is missing
   */
  public static Layout layout(byte[] object, List<String> structures, List<String> enums) {
    Btf btf = new Btf(new Elf(object).section(".BTF"));
    Layout layout = new Layout();
    for (String name : structures) {
      int type = btf.find(STRUCT, name);
      layout.addPlace(name, 0, btf.size(type));
      btf.addMembers(layout, name, type, 0);
    }
    for (String name : enums) {
      btf.addConstants(layout, name, btf.find(ENUM, name));
    }
    return layout;
  }

  private void addMembers(Layout layout, String prefix, int type, int base) {
    int at = types.get(type);
    for (int i = 0; i < count(at); i++) {
      int member = at + TYPE_BYTES + i * 12;
      String name = prefix + "." + Elf.text(section, strings + section.getInt(member));
      int memberType = resolve(section.getInt(member + 4));
      int offset = base + (section.getInt(member + 8) & 0xffffff) / 8;
      layout.addPlace(name, offset, size(memberType));
      if (kind(types.get(memberType)) == STRUCT) {
        addMembers(layout, name, memberType, offset);
      }
    }
  }

  private void addConstants(Layout layout, String name, int type) {
    int at = types.get(type);
    for (int i = 0; i < count(at); i++) {
      int constant = at + TYPE_BYTES + i * 8;
      layout.addNumber(
          name,
          Elf.text(section, strings + section.getInt(constant)),
          section.getInt(constant + 4));
    }
  }

  private int find(int kind, String name) {
    for (int id = 1; id < types.size(); id++) {
      int at = types.get(id);
      if (kind(at) == kind && Elf.text(section, strings + section.getInt(at)).equals(name)) {
        return id;
      }
    }
    throw new LayoutMismatch(
        "the probe object's BTF has no " + name + ": build probe and sidecar from one tree");
  }

  private int size(int type) {
    int at = types.get(resolve(type));
    return switch (kind(at)) {
      case INT, STRUCT, UNION, ENUM, ENUM64 -> section.getInt(at + 8);
      case POINTER -> 8;
      case ARRAY -> size(section.getInt(at + TYPE_BYTES)) * section.getInt(at + TYPE_BYTES + 8);
      default -> throw new LayoutMismatch("the probe object's BTF has a member without a size");
    };
  }

  /** The type behind names and qualifiers. */
  private int resolve(int type) {
    int at = types.get(type);
    return switch (kind(at)) {
      case TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG -> resolve(section.getInt(at + 8));
      default -> type;
    };
  }

  private int kind(int at) {
    return section.getInt(at + 4) >>> 24 & 0x1f;
  }

  private int count(int at) {
    return section.getInt(at + 4) & 0xffff;
  }

  private int trailerBytes(int at) {
    return switch (kind(at)) {
      case INT, VARIABLE, DECLARATION_TAG -> 4;
      case ARRAY -> 12;
      case STRUCT, UNION, SECTION, ENUM64 -> 12 * count(at);
      case ENUM, FUNCTION_PROTOTYPE -> 8 * count(at);
      default -> 0;
    };
  }
}
