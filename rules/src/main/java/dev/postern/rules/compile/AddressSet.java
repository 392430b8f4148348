package dev.postern.rules.compile;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Addresses and blocks of either family. An address is compared with blocks of its own only. */
final class AddressSet implements Predicate<IpAddress> {

  /** A block with its mask worked out. */
  private record Block(long high, long low, long highMask, long lowMask) {

    static Block of(Cidr cidr) {
      IpAddress network = cidr.network();
      IpAddress mask = cidr.mask();
      return new Block(network.high(), network.low(), mask.high(), mask.low());
    }

    boolean contains(IpAddress address) {
      return (address.low() & lowMask) == low && (address.high() & highMask) == high;
    }
  }

  private final Set<IpAddress> addresses;
  private final Block[] v4;
  private final Block[] v6;

  /**
   * @param addresses single ones
   * @param blocks whole ranges
   */
  AddressSet(Set<IpAddress> addresses, List<Cidr> blocks) {
    this.addresses = Set.copyOf(addresses);
    this.v4 = ofFamily(blocks, true);
    this.v6 = ofFamily(blocks, false);
  }

  private static Block[] ofFamily(List<Cidr> blocks, boolean v4) {
    return blocks.stream()
        .filter(block -> block.network().isV4() == v4)
        .map(Block::of)
        .toArray(Block[]::new);
  }

  @Override
  public boolean test(IpAddress address) {
    for (Block block : address.isV4() ? v4 : v6) {
      if (block.contains(address)) {
        return true;
      }
    }
    return !addresses.isEmpty() && addresses.contains(address);
  }
}
