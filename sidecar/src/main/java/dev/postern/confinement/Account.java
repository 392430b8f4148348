package dev.postern.confinement;

import java.util.List;
import java.util.Optional;

/**
 * A user as passwd(5) describes one.
 *
 * @param name the login name
 * @param uid the user's number
 * @param gid the number of the user's first group
 * @param home the home folder
 * @param shell the login shell; empty for the system's default
 */
record Account(String name, long uid, long gid, String home, String shell) {

  private static final int FIELDS = 7;

  /** Reads a line of passwd(5); none when it is not in that format. */
  static Optional<Account> parse(String line) {
    List<String> fields = List.of(line.split(":", -1));
    if (fields.size() != FIELDS) {
      return Optional.empty();
    }
    Optional<Long> uid = Identity.number(fields.get(2));
    Optional<Long> gid = Identity.number(fields.get(3));
    return uid.isEmpty() || gid.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Account(fields.get(0), uid.get(), gid.get(), fields.get(5), fields.get(6)));
  }
}
