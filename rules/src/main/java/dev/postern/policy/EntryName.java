package dev.postern.policy;

import dev.postern.rules.source.Place;

/** An entry as people are told of it. */
public record EntryName(PolicyId policy, String entry, Place place) {

  /** {@code entry 'payment-api' of EgressPolicy shop/checkout (file:line:column)}. */
  @Override
  public String toString() {
    return "entry '%s' of %s (%s)".formatted(entry, policy, place);
  }
}
