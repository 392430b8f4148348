package dev.postern.confinement;

import java.util.Optional;

/** Where users and groups are looked up. */
interface AccountDatabase {

  /** The user of a name or a number in decimal. */
  Optional<Account> user(String nameOrNumber) throws ConfinementException;

  /** The number of the group of a name. */
  Optional<Long> group(String name) throws ConfinementException;
}
