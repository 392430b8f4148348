package dev.postern.rules.list;

import dev.postern.rules.source.AsciiCase;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Compiles texts or domain names into a {@link TextTable}. */
final class TextCompiler implements ListCompiler {

  /** What an entry is taken for. */
  enum Reading {
    AS_IS,
    ANY_CASE,
    DOMAIN
  }

  private final Reading reading;
  private final UnlinkedFile texts;
  private final UnlinkedFile table;
  private final Arena arena = Arena.ofConfined();
  private final LongBuffer slots;
  private final int mask;
  private final long secret = new SecureRandom().nextLong();

  /**
   * Begins.
   *
   * @param most how many entries may come
   */
  TextCompiler(Path folder, Reading reading, int most) throws IOException {
    this.reading = reading;
    int capacity = Integer.highestOneBit(Math.max(most + most / 3, 1)) * 2; // at most 3/4 full
    mask = capacity - 1;
    texts = UnlinkedFile.in(folder);
    table = UnlinkedFile.in(folder);
    table.appendZeros((long) capacity * TextTable.WIDTH * Long.BYTES);
    slots = table.mapWritable(arena).asLongBuffer();
  }

  @Override
  public @Nullable String add(String entry) throws IOException {
    switch (reading) {
      case AS_IS -> put(entry, false);
      case ANY_CASE -> put(AsciiCase.lower(entry), false);
      case DOMAIN -> {
        DomainName name = DomainName.parse(entry);
        if (name == null) {
          return DomainName.EXPECTED;
        }
        put(name.name(), name.below());
      }
    }
    return null;
  }

  private void put(String text, boolean below) throws IOException {
    boolean wide = isWide(text);
    byte[] bytes = wide ? wideBytes(text) : text.getBytes(StandardCharsets.ISO_8859_1);
    long hash = TextTable.hash(secret, text, below);
    long reference = TextTable.reference(Math.toIntExact(texts.size()), text.length(), below, wide);
    int slot = (int) hash & mask;
    while (slots.get(slot * TextTable.WIDTH + 1) != 0) {
      long there = slots.get(slot * TextTable.WIDTH + 1);
      if (slots.get(slot * TextTable.WIDTH) == hash
          && TextTable.alike(there, reference)
          && Arrays.equals(stored(there, bytes.length), bytes)) {
        return;
      }
      slot = slot + 1 & mask;
    }
    slots.put(slot * TextTable.WIDTH, hash);
    slots.put(slot * TextTable.WIDTH + 1, reference);
    texts.append(bytes);
  }

  private static boolean isWide(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return true;
      }
    }
    return false;
  }

  private byte[] stored(long reference, int length) throws IOException {
    byte[] bytes = new byte[length];
    texts.read(TextTable.offset(reference), bytes);
    return bytes;
  }

  private static byte[] wideBytes(String text) {
    ByteBuffer bytes =
        ByteBuffer.allocate(text.length() * Character.BYTES).order(ByteOrder.nativeOrder());
    bytes.asCharBuffer().put(text);
    return bytes.array();
  }

  @Override
  public TextTable finish() throws IOException {
    return new TextTable(table.mapReadOnly().asLongBuffer(), texts.mapReadOnly(), secret);
  }

  @Override
  public void close() throws IOException {
    arena.close();
    try (texts) {
      table.close();
    }
  }
}
