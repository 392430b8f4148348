package dev.postern.policy.read;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Punycode (RFC 3492). The JDK's knows names of 2003 only, and refuses what is allowed since. */
final class Punycode {

  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_N = 0x80;
  private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

  /** A label has no more, and the cost grows with the square. */
  private static final int LONGEST = 63;

  private Punycode() {}

  /** What stands behind {@code xn--}; null when there is too much of it. */
  static @Nullable String encode(String label) {
    int[] points = label.codePoints().toArray();
    if (points.length > LONGEST) {
      return null;
    }
    StringBuilder encoded = new StringBuilder();
    for (int point : points) {
      if (point < INITIAL_N) {
        encoded.append((char) point);
      }
    }
    int basic = encoded.length();
    if (basic > 0) {
      encoded.append('-');
    }
    int n = INITIAL_N;
    int delta = 0;
    int bias = INITIAL_BIAS;
    for (int handled = basic; handled < points.length; ) {
      int next = Integer.MAX_VALUE;
      for (int point : points) {
        next = point >= n ? Math.min(next, point) : next;
      }
      delta += (next - n) * (handled + 1);
      n = next;
      for (int point : points) {
        delta += point < n ? 1 : 0;
        if (point == n) {
          appendNumber(encoded, delta, bias);
          bias = adapt(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
      n++;
    }
    return encoded.toString();
  }

  private static void appendNumber(StringBuilder encoded, int number, int bias) {
    int left = number;
    for (int k = BASE; ; k += BASE) {
      int threshold = threshold(k, bias);
      if (left < threshold) {
        encoded.append(DIGITS.charAt(left));
        return;
      }
      encoded.append(DIGITS.charAt(threshold + (left - threshold) % (BASE - threshold)));
      left = (left - threshold) / (BASE - threshold);
    }
  }

  /** The label that was encoded, given what stands behind {@code xn--}; null for no encoding. */
  static @Nullable String decode(String encoded) {
    if (encoded.length() > LONGEST) {
      return null;
    }
    int delimiter = encoded.lastIndexOf('-');
    List<Integer> points = new ArrayList<>();
    for (int i = 0; i < delimiter; i++) {
      points.add((int) encoded.charAt(i));
    }
    long n = INITIAL_N;
    long i = 0;
    int bias = INITIAL_BIAS;
    for (int at = delimiter + 1; at < encoded.length(); ) {
      long before = i;
      long weight = 1;
      for (int k = BASE; ; k += BASE) {
        int digit = at < encoded.length() ? DIGITS.indexOf(encoded.charAt(at++)) : -1;
        if (digit < 0) {
          return null;
        }
        i += digit * weight;
        int threshold = threshold(k, bias);
        if (digit < threshold) {
          break;
        }
        weight *= BASE - threshold;
        if (weight > Integer.MAX_VALUE || i > Integer.MAX_VALUE) {
          return null;
        }
      }
      int count = points.size() + 1;
      bias = adapt((int) Math.min(i - before, Integer.MAX_VALUE), count, before == 0);
      n += i / count;
      i %= count;
      if (n > Character.MAX_CODE_POINT || (n >= 0xd800 && n <= 0xdfff)) {
        return null;
      }
      points.add((int) i++, (int) n);
    }
    StringBuilder label = new StringBuilder();
    points.forEach(label::appendCodePoint);
    return label.toString();
  }

  private static int threshold(int k, int bias) {
    return Math.clamp(k - bias, T_MIN, T_MAX);
  }

  private static int adapt(int delta, int count, boolean first) {
    int scaled = first ? delta / DAMP : delta / 2;
    scaled += scaled / count;
    int k = 0;
    while (scaled > (BASE - T_MIN) * T_MAX / 2) {
      scaled /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * scaled / (scaled + SKEW);
  }
}
