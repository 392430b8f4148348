package dev.postern.rules.compile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What transformers of one text do with it. */
final class Transformations {

  private Transformations() {}

  /** What follows the last slash. */
  static String basename(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Decoded, with padding or without; null when that can't be done. */
  static @Nullable String decode(String base64) {
    byte[] bytes = decode(base64.getBytes(UTF_8));
    return bytes == null ? null : new String(bytes, UTF_8);
  }

  /** The same for bytes. */
  static byte @Nullable [] decode(byte[] base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** How many bytes the text has in UTF-8. */
  static long length(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a surrogate pair stands for two of its four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
