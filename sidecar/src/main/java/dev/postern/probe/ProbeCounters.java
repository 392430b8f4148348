package dev.postern.probe;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the probe lost, refused and where its helpers failed, counted in the kernel. */
public final class ProbeCounters {

  private static final String LOST = "COUNTER_LOST_";
  private static final String FAILED = "COUNTER_FAILED_";
  private static final String DENIED = "COUNTER_DENIED_";

  private final BpfMap map;
  private final Map<String, Long> lost = new TreeMap<>();
  private final Map<String, Long> failed = new TreeMap<>();
  private final Map<String, Long> denied = new TreeMap<>();
  private final AtomicLong unreadable = new AtomicLong();
  private final AtomicLong faults = new AtomicLong();

  /**
   * @param numbers the constants of {@code enum counter}
   */
  ProbeCounters(BpfMap map, Map<String, Long> numbers) {
    this.map = map;
    numbers.forEach(
        (name, number) -> {
          if (name.startsWith(LOST)) {
            lost.put(text(name, LOST), number);
          } else if (name.startsWith(FAILED)) {
            failed.put(text(name, FAILED), number);
          } else if (name.startsWith(DENIED)) {
            denied.put(text(name, DENIED), number);
          }
        });
  }

  private static String text(String name, String prefix) {
    return name.substring(prefix.length()).toLowerCase(Locale.ROOT);
  }

  /** Events that found no room in the ring, by kind ("connect"); every kind, also at 0. */
  public SequencedMap<String, Long> lost() {
    return read(lost);
  }

  /** Failures that cost something else than an event, by what ("path"); every one, also at 0. */
  public SequencedMap<String, Long> failed() {
    return read(failed);
  }

  /** What policies refused, by what it was ("connect"); every kind, also at 0. */
  public SequencedMap<String, Long> denied() {
    return read(denied);
  }

  /** Records that the reader could not make sense of. */
  public long unreadable() {
    return unreadable.get();
  }

  /** Events that a fault of ours kept from being handled. */
  public long faults() {
    return faults.get();
  }

  long countFault() {
    return faults.incrementAndGet();
  }

  void countUnreadable() {
    unreadable.incrementAndGet();
  }

  private SequencedMap<String, Long> read(Map<String, Long> numbers) {
    SequencedMap<String, Long> values = new LinkedHashMap<>();
    numbers.forEach((name, number) -> values.put(name, map.sumOverCpus(number.intValue())));
    return values;
  }
}
