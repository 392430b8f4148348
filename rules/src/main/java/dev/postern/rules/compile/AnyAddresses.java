package dev.postern.rules.compile;

import dev.postern.rules.list.Addresses;
import java.util.List;

/** What any of several sets holds. */
record AnyAddresses(List<Addresses> sets) implements Addresses {

  AnyAddresses {
    sets = List.copyOf(sets);
  }

  @Override
  public boolean contains(long high, long low) {
    for (int i = 0; i < sets.size(); i++) {
      if (sets.get(i).contains(high, low)) {
        return true;
      }
    }
    return false;
  }
}
