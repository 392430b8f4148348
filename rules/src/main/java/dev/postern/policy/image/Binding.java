package dev.postern.policy.image;

import java.util.List;

/**
 * What an address becomes in an image that is there already.
 *
 * @param destination the address alone, with its class
 * @param allowances of that class if it is new; to be there before the destination is
 */
public record Binding(Destination destination, List<Allowance> allowances) {

  public Binding {
    allowances = List.copyOf(allowances);
  }
}
