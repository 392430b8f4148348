package dev.postern.policy.read;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The form in which a name goes over the wire: A-labels (RFC 5890), in lower case. */
final class InternationalName {

  private static final String PREFIX = "xn--";

  /** The dots of other scripts, which resolvers take for one (RFC 3490 section 3.1). */
  private static final String DOTS = "[.\u3002\uff0e\uff61]";

  private InternationalName() {}

  /**
   * The canonical form of a name. Letters beyond ASCII are folded and encoded, and an A-label that
   * was encoded from something unfolded becomes the one of what it stands for.
   *
   * @return null when a label cannot be one
   */
  static @Nullable String canonical(String name) {
    List<String> labels = new ArrayList<>();
    for (String label : name.split(DOTS, -1)) {
      String canonical = label(label);
      if (canonical == null) {
        return null;
      }
      labels.add(canonical);
    }
    return String.join(".", labels);
  }

  private static @Nullable String label(String label) {
    String lower = label.toLowerCase(Locale.ROOT);
    if (!lower.startsWith(PREFIX)) {
      return encoded(lower);
    }
    String decoded = Punycode.decode(lower.substring(PREFIX.length()));
    return decoded == null || hasInvisible(decoded) ? null : encoded(decoded);
  }

  private static @Nullable String encoded(String label) {
    if (isAscii(label)) {
      return label;
    }
    String folded =
        Normalizer.normalize(
            Normalizer.normalize(label, Form.NFKC).toLowerCase(Locale.ROOT), Form.NFKC);
    if (isAscii(folded)) {
      return folded;
    }
    String encoded = Punycode.encode(folded);
    return encoded == null ? null : PREFIX + encoded;
  }

  /** What steers others or shows nothing is of no name; joiners are of some (RFC 5892). */
  private static boolean hasInvisible(String label) {
    return label
        .codePoints()
        .anyMatch(
            point ->
                switch (Character.getType(point)) {
                  case Character.CONTROL,
                      Character.PRIVATE_USE,
                      Character.SURROGATE,
                      Character.SPACE_SEPARATOR,
                      Character.LINE_SEPARATOR,
                      Character.PARAGRAPH_SEPARATOR ->
                      true;
                  case Character.FORMAT -> point != 0x200c && point != 0x200d;
                  default -> false;
                });
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
