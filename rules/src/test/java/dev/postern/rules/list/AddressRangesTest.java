package dev.postern.rules.list;

import static dev.postern.rules.list.TestLists.ip;
import static dev.postern.rules.list.TestLists.many;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangesTest {

  private static final IpAddress BASE_V4 = ip("198.51.100.7");
  private static final IpAddress BASE_V6 = ip("2001:db8::7");

  @TempDir Path folder;
  private final Random random = new Random(20_260_211);

  private AddressRanges ranges(List<String> entries) throws IOException {
    ListFile list = TestLists.read(folder, many(entries));
    return (AddressRanges) list.addresses(TestLists::fail);
  }

  /** One of the two with some bits turned over, so that blocks overlap, touch and hold others. */
  private IpAddress near() {
    IpAddress address = random.nextBoolean() ? BASE_V4 : BASE_V6;
    for (int i = random.nextInt(3); i >= 0; i--) {
      int bit = random.nextInt(address.bits());
      address =
          bit < 64
              ? new IpAddress(address.high(), address.low() ^ (1L << bit))
              : new IpAddress(address.high() ^ (1L << (bit - 64)), address.low());
    }
    return address;
  }

  /** Each entry asked for itself is the reference. */
  @Test
  void holdsWhatItsEntriesHold() throws IOException {
    int held = 0;
    for (int round = 0; round < 60; round++) {
      List<String> entries = new ArrayList<>();
      List<Cidr> blocks = new ArrayList<>();
      for (int i = 1 + random.nextInt(30); i > 0; i--) {
        IpAddress at = near();
        int prefix = random.nextInt(4) == 0 ? at.bits() : at.bits() - random.nextInt(at.bits());
        blocks.add(Objects.requireNonNull(Cidr.parse(at + "/" + prefix)));
        entries.add(prefix == at.bits() ? at.toString() : at + "/" + prefix);
      }
      AddressRanges ranges = ranges(entries);
      assertThat(ranges.count()).isBetween(1, 2 * blocks.size());
      for (int i = 0; i < 500; i++) {
        IpAddress address = i % 2 == 0 ? near() : edge(blocks.get(random.nextInt(blocks.size())));
        boolean expected = blocks.stream().anyMatch(block -> block.contains(address));
        held += expected ? 1 : 0;
        assertThat(ranges.test(address)).as("%s in %s", address, entries).isEqualTo(expected);
      }
    }
    assertThat(held).isBetween(3_000, 27_000);
  }

  /** The first or last address of a block, or the one outside next to it. */
  private IpAddress edge(Cidr block) {
    IpAddress first = block.network();
    IpAddress mask = block.mask();
    IpAddress last = new IpAddress(first.high() | ~mask.high(), first.low() | ~mask.low());
    IpAddress edge = random.nextBoolean() ? first : last;
    int step = random.nextInt(3) - 1;
    long low = edge.low() + step;
    long carry = step > 0 && low == 0 ? 1 : step < 0 && low == -1 ? -1 : 0;
    return new IpAddress(edge.high() + carry, low);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 0.0.0.0, true",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::, false",
    "0.0.0.0/0, ::1:0:0:0, false",
    "0.0.0.0/0, ::fffe:ffff:ffff, false",
    "::/0, ::, true",
    "::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true",
    "::/0, ::fffe:ffff:ffff, true",
    "::/0, ::1:0:0:0, true",
    "::/0, 0.0.0.0, false",
    "::/0, 255.255.255.255, false",
    "::fffe:0:0/95, ::fffe:1:2, true",
    "::fffe:0:0/95, 0.0.0.0, false",
    "::/80, 192.0.2.1, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "192.0.2.7, 192.0.2.8, false",
    "255.255.255.255, 255.255.255.255, true",
    "255.255.255.255, ::1:0:0:0, false",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true",
    "::, ::, true",
    "::, ::1, false",
  })
  void edgesOfTheFamilies(String entry, String address, boolean held) throws IOException {
    assertThat(ranges(List.of(entry)).test(ip(address))).isEqualTo(held);
  }

  @Test
  void rangesThatTouchOrOverlapAreOne() throws IOException {
    assertThat(
            ranges(
                    List.of(
                        "192.0.2.128/25",
                        "192.0.2.0/25",
                        "192.0.2.7",
                        "192.0.3.0/24",
                        "192.0.5.0",
                        "2001:db8::1",
                        "2001:db8::",
                        "2001:db8:0:0:ffff:ffff:ffff:ffff",
                        "2001:db8:0:1::"))
                .count())
        .isEqualTo(4);
    // IPv6's is two, around the addresses that stand for IPv4.
    assertThat(ranges(List.of("::/0", "0.0.0.0/0")).count()).isEqualTo(3);
  }

  @Test
  void aSortedAndAShuffledListAreTheSame() throws IOException {
    List<String> sorted = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      sorted.add("10.%d.%d.%d".formatted(i >> 8, i & 255, 1 + (i & 1)));
    }
    Set<String> entries = Set.copyOf(sorted);
    Predicate<IpAddress> one = TestLists.read(folder, sorted).addresses(TestLists::fail);
    List<String> shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, random);
    Predicate<IpAddress> other = TestLists.read(folder, shuffled).addresses(TestLists::fail);
    for (int i = 0; i < 20_000; i++) {
      IpAddress address = IpAddress.v4(0x0a00_0000 | random.nextInt(1 << 21));
      assertThat(one.test(address)).isEqualTo(other.test(address));
      assertThat(one.test(address)).isEqualTo(entries.contains(address.toString()));
    }
  }
}
