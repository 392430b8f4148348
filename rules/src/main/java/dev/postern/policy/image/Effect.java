package dev.postern.policy.image;

import dev.postern.policy.Ports;
import java.util.List;

/**
 * What an entry does to an address it names.
 *
 * @param part whose entry: {@link #DENY}, or the index of a part that must allow
 * @param subjects numbers of the programs it is for; empty for all
 * @param until epoch second from which it counts for nothing
 */
record Effect(int part, Ports ports, List<Integer> subjects, long until) {

  static final int DENY = -1;

  boolean isForAll() {
    return subjects.isEmpty();
  }
}
