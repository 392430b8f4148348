package dev.postern.rules.list;

import java.net.IDN;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A domain name as it is compared: in lower case, without a dot at its end, in the form that goes
 * over the wire (RFC 5890's A-labels).
 *
 * @param name without {@code *.}
 * @param below whether it stands for the names below it, one label or more, and not for itself
 */
public record DomainName(String name, boolean below) {

  /** Said of a text that is none. */
  public static final String EXPECTED =
      "is not a domain name such as evil.example or *.evil.example";

  private static final String WILDCARD = "*.";
  private static final int LONGEST = 253;
  private static final int LONGEST_LABEL = 63;

  /** Reads a name or {@code *.name}; null when it is neither. Addresses are none. */
  public static @Nullable DomainName parse(String text) {
    boolean below = text.startsWith(WILDCARD);
    String name = text.substring(below ? WILDCARD.length() : 0, text.length() - dotAtEnd(text));
    String ascii = isAscii(name) ? name : toAscii(name);
    if (ascii == null || !isName(ascii)) {
      return null;
    }
    return new DomainName(ascii.toLowerCase(Locale.ROOT), below);
  }

  /** A name as an event holds it: in lower case, without a dot at its end. */
  public static String folded(String name) {
    return name.substring(0, name.length() - dotAtEnd(name)).toLowerCase(Locale.ROOT);
  }

  private static int dotAtEnd(String text) {
    return text.endsWith(".") && text.length() > WILDCARD.length() ? 1 : 0;
  }

  private static boolean isAscii(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String toAscii(String name) {
    try {
      return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return false;
    }
    int label = 0;
    boolean digitsOnly = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.') {
        if (label == 0) {
          return false;
        }
        label = 0;
        digitsOnly = true;
      } else if (isDigit(c) || isLetter(c) || c == '-' || c == '_') {
        label++;
        digitsOnly &= isDigit(c);
        if (label > LONGEST_LABEL) {
          return false;
        }
      } else {
        return false;
      }
    }
    // No top-level domain is a number (RFC 3696 section 2), but the end of an IPv4 address is.
    return label > 0 && !digitsOnly;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
