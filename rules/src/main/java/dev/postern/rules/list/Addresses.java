package dev.postern.rules.list;

import dev.postern.event.IpAddress;
import java.util.function.Predicate;

/** A set of addresses of both families. */
public interface Addresses extends Predicate<IpAddress> {

  /**
   * Whether an address is in the set.
   *
   * @param high its upper half; IPv4 is IPv4-mapped
   * @param low its lower half
   */
  boolean contains(long high, long low);

  @Override
  default boolean test(IpAddress address) {
    return contains(address.high(), address.low());
  }
}
