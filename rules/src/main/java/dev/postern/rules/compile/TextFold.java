package dev.postern.rules.compile;

import java.util.Locale;

/** Text without case. */
final class TextFold {

  private TextFold() {}

  static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
