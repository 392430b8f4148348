package dev.postern.rules.lint;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import dev.postern.rules.condition.Value;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The blocks among values, to find what lies within one. */
record AddressBlocks(List<Cidr> blocks) {

  /** Each value is looked for in each block. */
  private static final int LIMIT = 500;

  static final AddressBlocks NONE = new AddressBlocks(List.of());

  static AddressBlocks of(List<Value> values) {
    return values.size() > LIMIT
        ? NONE
        : new AddressBlocks(
            values.stream()
                .map(value -> Cidr.parse(value.text()))
                .filter(Objects::nonNull)
                .toList());
  }

  /** A block that holds an address or a smaller block; null when there is none. */
  @Nullable Cidr widerThan(String text) {
    Cidr block = Cidr.parse(text);
    IpAddress address = block == null ? IpAddress.parse(text) : block.network();
    if (address == null) {
      return null;
    }
    int prefix = block == null ? address.bits() + 1 : block.prefix();
    return blocks.stream()
        .filter(wider -> wider.prefix() < prefix && wider.contains(address))
        .findFirst()
        .orElse(null);
  }
}
