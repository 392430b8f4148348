package dev.postern.rules.compile;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import dev.postern.rules.list.Addresses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Addresses and blocks of either family, as ranges in order that neither overlap nor touch: asking
 * costs a step more when they are twice as many. An address is compared with those of its own
 * family only.
 */
public final class AddressSet implements Addresses {

  /** Every address that is not in the set. */
  public record Outside(AddressSet set) implements Predicate<IpAddress> {
    @Override
    public boolean test(IpAddress address) {
      return !set.test(address);
    }
  }

  private record Range(IpAddress first, IpAddress last) {

    static Range of(Cidr block) {
      IpAddress first = block.network();
      IpAddress mask = block.mask();
      return new Range(
          first, new IpAddress(first.high() | ~mask.high(), first.low() | ~mask.low()));
    }

    /** Whether the two, this one first, are one range. */
    boolean joins(Range next) {
      return next.first.compareTo(last) <= 0 || isAfter(last, next.first);
    }

    Range with(Range next) {
      return next.last.compareTo(last) > 0 ? new Range(first, next.last) : this;
    }

    private static boolean isAfter(IpAddress one, IpAddress next) {
      return next.low() == one.low() + 1
          && next.high() == (next.low() == 0 ? one.high() + 1 : one.high());
    }
  }

  /** The low halves of IPv4 addresses are their IPv4-mapped form, which is positive. */
  private final long[] firstV4;

  private final long[] lastV4;
  private final long[] firstHigh;
  private final long[] firstLow;
  private final long[] lastHigh;
  private final long[] lastLow;

  /**
   * @param addresses single ones
   * @param blocks whole ranges
   */
  AddressSet(Set<IpAddress> addresses, List<Cidr> blocks) {
    List<Range> all = new ArrayList<>();
    addresses.forEach(address -> all.add(new Range(address, address)));
    blocks.forEach(block -> all.add(Range.of(block)));
    List<Range> v4 = joined(all.stream().filter(range -> range.first().isV4()).toList());
    List<Range> v6 = joined(all.stream().filter(range -> !range.first().isV4()).toList());
    firstV4 = v4.stream().mapToLong(range -> range.first().low()).toArray();
    lastV4 = v4.stream().mapToLong(range -> range.last().low()).toArray();
    firstHigh = v6.stream().mapToLong(range -> range.first().high()).toArray();
    firstLow = v6.stream().mapToLong(range -> range.first().low()).toArray();
    lastHigh = v6.stream().mapToLong(range -> range.last().high()).toArray();
    lastLow = v6.stream().mapToLong(range -> range.last().low()).toArray();
  }

  private static List<Range> joined(List<Range> ranges) {
    List<Range> joined = new ArrayList<>();
    for (Range range :
        ranges.stream().sorted((one, other) -> one.first().compareTo(other.first())).toList()) {
      if (!joined.isEmpty() && joined.getLast().joins(range)) {
        joined.add(joined.removeLast().with(range));
      } else {
        joined.add(range);
      }
    }
    return joined;
  }

  @Override
  public boolean contains(long high, long low) {
    return (high == 0 && (low >>> 32) == 0xffff) ? containsV4(low) : containsV6(high, low);
  }

  /**
   * Whether an IPv4 address is in the set.
   *
   * @param low the low half of its IPv4-mapped form
   */
  public boolean containsV4(long low) {
    int from = 0;
    int to = firstV4.length - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      if (low < firstV4[middle]) {
        to = middle - 1;
      } else if (low > lastV4[middle]) {
        from = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  /** The same for one that is not IPv4. */
  public boolean containsV6(long high, long low) {
    int from = 0;
    int to = firstLow.length - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      if (isLess(high, low, firstHigh[middle], firstLow[middle])) {
        to = middle - 1;
      } else if (isLess(lastHigh[middle], lastLow[middle], high, low)) {
        from = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  private static boolean isLess(long high, long low, long otherHigh, long otherLow) {
    int first = Long.compareUnsigned(high, otherHigh);
    return first != 0 ? first < 0 : Long.compareUnsigned(low, otherLow) < 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AddressSet that
        && Arrays.equals(firstV4, that.firstV4)
        && Arrays.equals(lastV4, that.lastV4)
        && Arrays.equals(firstHigh, that.firstHigh)
        && Arrays.equals(firstLow, that.firstLow)
        && Arrays.equals(lastHigh, that.lastHigh)
        && Arrays.equals(lastLow, that.lastLow);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(firstV4) + Arrays.hashCode(firstLow);
  }
}
