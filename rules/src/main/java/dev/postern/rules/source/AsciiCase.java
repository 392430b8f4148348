package dev.postern.rules.source;

/** Letters without case, ASCII ones only: as Falco, which runs in the C locale. */
public final class AsciiCase {

  private AsciiCase() {}

  /** The letter in lower case; any other character as it is. */
  public static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  /** The text in lower case; itself where it is already. */
  public static String lower(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (lower(text.charAt(i)) != text.charAt(i)) {
        char[] lower = text.toCharArray();
        for (int j = i; j < lower.length; j++) {
          lower[j] = lower(lower[j]);
        }
        return new String(lower);
      }
    }
    return text;
  }

  /** The letter in upper case; any other character as it is. */
  public static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c;
  }

  /** The text in upper case; itself where it is already. */
  public static String upper(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (upper(text.charAt(i)) != text.charAt(i)) {
        char[] upper = text.toCharArray();
        for (int j = i; j < upper.length; j++) {
          upper[j] = upper(upper[j]);
        }
        return new String(upper);
      }
    }
    return text;
  }

  /**
   * Whether a text contains another; allocates nothing.
   *
   * @param lower in lower case
   */
  public static boolean contains(String text, String lower) {
    int last = text.length() - lower.length();
    for (int at = 0; at <= last; at++) {
      int i = 0;
      while (i < lower.length() && lower(text.charAt(at + i)) == lower.charAt(i)) {
        i++;
      }
      if (i == lower.length()) {
        return true;
      }
    }
    return false;
  }
}
