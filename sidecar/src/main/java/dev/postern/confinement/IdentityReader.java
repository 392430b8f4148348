package dev.postern.confinement;

import dev.postern.rules.SafeText;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who a command shall run as. */
final class IdentityReader {

  private final AccountDatabase accounts;
  private final ProcessStatus own;

  /**
   * @param accounts where names are looked up
   * @param own this process
   */
  IdentityReader(AccountDatabase accounts, ProcessStatus own) {
    this.accounts = accounts;
    this.own = own;
  }

  /**
   * What was asked for, or who is behind sudo(8), or nobody else than this process.
   *
   * @param asked {@code UID[:GID]} or {@code NAME[:GROUP]}, or null
   * @throws ConfinementException in one line, when there is no such user or group
   */
  Identity read(@Nullable String asked, Map<String, String> environment)
      throws ConfinementException {
    if (asked != null) {
      return parse(asked);
    }
    String sudoUser = environment.get("SUDO_UID");
    if (sudoUser == null || own.uid() != 0) {
      return new Identity(own.uid(), own.gid(), null, false);
    }
    long uid = sudoNumber("SUDO_UID", sudoUser);
    Optional<Account> account = accounts.user(sudoUser);
    String sudoGroup = environment.get("SUDO_GID");
    return new Identity(
        uid,
        sudoGroup == null ? firstGroup(account, uid) : sudoNumber("SUDO_GID", sudoGroup),
        account.orElse(null),
        true);
  }

  private static long sudoNumber(String variable, String value) throws ConfinementException {
    return Identity.number(value)
        .orElseThrow(
            () ->
                new ConfinementException(
                    "%s is '%s', which is no number: unset it, or say who with --user UID"
                        .formatted(variable, SafeText.oneLine(value))));
  }

  private Identity parse(String asked) throws ConfinementException {
    int colon = asked.indexOf(':');
    String user = colon < 0 ? asked : asked.substring(0, colon);
    String group = colon < 0 ? null : asked.substring(colon + 1);
    if (user.isEmpty() || (group != null && (group.isEmpty() || group.contains(":")))) {
      throw ConfinementException.refused(
          "--user",
          "'" + SafeText.oneLine(asked) + "' is not UID[:GID] or NAME[:GROUP]: write it as 1000");
    }
    Optional<Account> account = accounts.user(user);
    long uid =
        account
            .map(Account::uid)
            .or(() -> Identity.number(user))
            .orElseThrow(() -> unknown("user", user));
    long gid = group == null ? firstGroup(account, uid) : group(group);
    return new Identity(uid, gid, account.orElse(null), true);
  }

  /** A user without an entry gets the group of the same number, never root's. */
  private static long firstGroup(Optional<Account> account, long uid) {
    return account.map(Account::gid).orElse(uid);
  }

  private long group(String nameOrNumber) throws ConfinementException {
    Optional<Long> number = Identity.number(nameOrNumber);
    if (number.isPresent()) {
      return number.get();
    }
    return accounts.group(nameOrNumber).orElseThrow(() -> unknown("group", nameOrNumber));
  }

  private static ConfinementException unknown(String kind, String name) {
    return ConfinementException.refused(
        "--user",
        "this system has no %s '%s': write a number for one it does not know"
            .formatted(kind, SafeText.oneLine(name)));
  }
}
