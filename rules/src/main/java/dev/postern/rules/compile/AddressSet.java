package dev.postern.rules.compile;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Addresses and blocks of either family.
 *
 * @param addresses single ones
 * @param blocks whole ranges
 */
record AddressSet(Set<IpAddress> addresses, List<Cidr> blocks) implements Predicate<IpAddress> {

  AddressSet {
    addresses = Set.copyOf(addresses);
    blocks = List.copyOf(blocks);
  }

  @Override
  public boolean test(IpAddress address) {
    if (addresses.contains(address)) {
      return true;
    }
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).contains(address)) {
        return true;
      }
    }
    return false;
  }
}
