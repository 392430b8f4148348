package dev.postern.alert;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON (RFC 8259), byte for byte as Jackson writes them by default: only what must be
 * escaped is, in its short form where there is one.
 */
final class JsonText {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private JsonText() {}

  /** Appends a string, a number, a boolean or null. */
  static void append(StringBuilder out, @Nullable Object value) {
    if (value instanceof String text) {
      append(out, text);
    } else if (value == null || value instanceof Long || value instanceof Boolean) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("no simple value: " + value.getClass());
    }
  }

  /** Appends a string in quotes; half a surrogate pair is passed on. */
  static void append(StringBuilder out, String text) {
    out.append('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(text, written, i);
        appendEscaped(out, c);
        written = i + 1;
      }
    }
    out.append(text, written, text.length()).append('"');
  }

  private static void appendEscaped(StringBuilder out, char c) {
    out.append('\\');
    switch (c) {
      case '"', '\\' -> out.append(c);
      case '\b' -> out.append('b');
      case '\t' -> out.append('t');
      case '\n' -> out.append('n');
      case '\f' -> out.append('f');
      case '\r' -> out.append('r');
      default -> out.append('u').append(HEX.toHexDigits(c));
    }
  }
}
