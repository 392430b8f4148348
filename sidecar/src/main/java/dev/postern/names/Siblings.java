package dev.postern.names;

import java.util.HashSet;
import java.util.Set;

/**
 * How many different names below one domain are asked for in a minute: data that leaves in names
 * makes a new one each time.
 */
final class Siblings {

  private static final long MINUTE = 60_000_000_000L;

  /** Beyond, more of them say no more. */
  private static final int MOST_NAMES = 1000;

  private static final int MOST_DOMAINS = 256;

  private record Minute(long startNanos, Set<Integer> names) {}

  private final Recent<String, Minute> domains = new Recent<>(MOST_DOMAINS);

  /** Counts a name; at most 1000. */
  int count(String name, long nowNanos) {
    String domain = domain(name);
    Minute minute = domains.get(domain);
    if (minute == null || nowNanos - minute.startNanos() >= MINUTE) {
      minute = new Minute(nowNanos, new HashSet<>());
      domains.put(domain, minute);
    }
    if (minute.names().size() < MOST_NAMES) {
      minute.names().add(name.hashCode());
    }
    return minute.names().size();
  }

  /**
   * What somebody registered: the last two labels; three where the second is a country's own
   * division ({@code co.uk}, {@code com.au}).
   */
  static String domain(String name) {
    int last = name.lastIndexOf('.');
    int second = name.lastIndexOf('.', last - 1);
    if (last < 0 || second < 0) {
      return name;
    }
    boolean country = name.length() - last - 1 == 2 && last - second - 1 <= 3;
    int third = country ? name.lastIndexOf('.', second - 1) : second;
    return name.substring(third + 1);
  }
}
