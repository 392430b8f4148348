package dev.postern.probe;

import dev.postern.abi.Layout;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What the probe says of its consumer, this process, once that is identified.
 *
 * @param absent for how long nobody was there before this process; zero for the first
 * @param blind the same of this process and all before it
 */
record ConsumerEntry(Identity identity, Duration absent, Duration blind) {

  /**
   * Reads it.
   *
   * @param identified whether the kernel has just noted who this process is
   */
  static ConsumerEntry of(BpfMap consumers, Layout layout, boolean identified) {
    ByteBuffer entry = BpfMap.buffer(layout.size("consumer"));
    consumers.get(BpfMap.buffer(Integer.BYTES), entry);
    int place = entry.getInt(layout.offset("consumer.place", Integer.BYTES));
    return new ConsumerEntry(
        identified ? identity(place, layout) : Identity.UNKNOWN,
        Duration.ofNanos(entry.getLong(layout.offset("consumer.absent_ns", Long.BYTES))),
        Duration.ofNanos(entry.getLong(layout.offset("consumer.blind_ns", Long.BYTES))));
  }

  private static Identity identity(int place, Layout layout) {
    for (Identity identity : Identity.values()) {
      if (layout.number("consumer_place.PLACE_" + identity.name()) == place) {
        return identity;
      }
    }
    return Identity.UNKNOWN;
  }
}
