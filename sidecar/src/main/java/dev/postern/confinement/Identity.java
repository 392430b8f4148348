package dev.postern.confinement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user and the groups a command runs with.
 *
 * @param uid the user's number
 * @param gid the first group's number
 * @param account the user's entry; null when the system knows none of that number
 * @param changed false for what Postern itself runs as: then nothing is set
 */
public record Identity(long uid, long gid, @Nullable Account account, boolean changed) {

  /** Numbers of users and groups are 32 bits wide; -1 means "leave as it is" to setresuid(2). */
  private static final long LARGEST = 0xffff_fffeL;

  /** The number that {@code decimal} writes; none for anything that no user or group can have. */
  static Optional<Long> number(String decimal) {
    if (!decimal.matches("[0-9]{1,10}")) {
      return Optional.empty();
    }
    long number = Long.parseLong(decimal);
    return number <= LARGEST ? Optional.of(number) : Optional.empty();
  }

  public boolean isRoot() {
    return uid == 0;
  }

  /** Arguments of setpriv(1): the groups are those that initgroups(3) gives, if it can. */
  List<String> setprivArguments() {
    if (!changed) {
      return List.of();
    }
    List<String> arguments = new ArrayList<>();
    arguments.add("--reuid=" + uid);
    arguments.add("--regid=" + gid);
    arguments.add(account == null ? "--clear-groups" : "--init-groups");
    return arguments;
  }

  /** Makes the variables that name the user name this one, as login(1) would. */
  void describeIn(Map<String, String> environment) {
    if (!changed) {
      return;
    }
    if (account == null) {
      List.of("USER", "LOGNAME", "SHELL").forEach(environment::remove);
      environment.put("HOME", "/");
      return;
    }
    environment.put("HOME", account.home());
    environment.put("USER", account.name());
    environment.put("LOGNAME", account.name());
    environment.put("SHELL", account.shell().isEmpty() ? "/bin/sh" : account.shell());
  }

  /** As people write it, for messages. */
  @Override
  public String toString() {
    return account == null ? "user " + uid : account.name();
  }
}
