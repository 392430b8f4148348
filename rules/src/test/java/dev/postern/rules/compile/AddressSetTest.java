package dev.postern.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressSetTest {

  private static final IpAddress BASE_V4 = ip("198.51.100.7");
  private static final IpAddress BASE_V6 = ip("2001:db8::7");

  private final Random random = new Random(20_260_105);

  private static IpAddress ip(String text) {
    return Objects.requireNonNull(IpAddress.parse(text));
  }

  private static Cidr block(String text) {
    return Objects.requireNonNull(Cidr.parse(text));
  }

  /** One of the two with one bit turned over, so that every prefix length is on the edge. */
  private IpAddress near() {
    if (random.nextBoolean()) {
      return new IpAddress(BASE_V4.high(), BASE_V4.low() ^ (1L << random.nextInt(32)));
    }
    int bit = random.nextInt(128);
    return bit < 64
        ? new IpAddress(BASE_V6.high(), BASE_V6.low() ^ (1L << bit))
        : new IpAddress(BASE_V6.high() ^ (1L << (bit - 64)), BASE_V6.low());
  }

  /** Each block asked for itself is the reference. */
  @Test
  void holdsWhatItsAddressesAndBlocksHold() {
    int held = 0;
    for (int i = 0; i < 2_000; i++) {
      Set<IpAddress> addresses = new HashSet<>();
      List<Cidr> blocks = new ArrayList<>();
      for (int j = random.nextInt(3); j > 0; j--) {
        addresses.add(near());
      }
      for (int j = random.nextInt(4); j > 0; j--) {
        IpAddress at = near();
        blocks.add(block(at + "/" + random.nextInt(at.bits() + 1)));
      }
      AddressSet set = new AddressSet(addresses, blocks);
      for (int j = 0; j < 50; j++) {
        IpAddress address = near();
        boolean expected =
            addresses.contains(address)
                || blocks.stream().anyMatch(block -> block.contains(address));
        held += expected ? 1 : 0;
        assertThat(set.test(address))
            .as("%s in %s %s", address, addresses, blocks)
            .isEqualTo(expected);
      }
    }
    assertThat(held).isBetween(10_000, 90_000);
  }

  @Test
  void aBlockHoldsNoAddressOfTheOtherFamily() {
    AddressSet v6 = new AddressSet(Set.of(), List.of(block("::/0")));
    assertThat(v6.test(BASE_V6)).isTrue();
    assertThat(v6.test(BASE_V4)).isFalse();
    AddressSet v4 = new AddressSet(Set.of(), List.of(block("0.0.0.0/0")));
    assertThat(v4.test(BASE_V4)).isTrue();
    assertThat(v4.test(BASE_V6)).isFalse();
    assertThat(v4.test(ip("::198.51.100.7"))).isFalse();
  }
}
