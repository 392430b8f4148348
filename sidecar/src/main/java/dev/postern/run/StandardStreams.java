package dev.postern.run;

import dev.postern.probe.SocketDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The three descriptors that CMD gets from whoever starts Postern; all others are closed. */
final class StandardStreams {

  private static final List<String> NAMES =
      List.of("standard input", "standard output", "standard error");

  private StandardStreams() {}

  /** A line for each that is a socket of a network: it is older than the scope, so unchecked. */
  static List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (int fd = 0; fd < NAMES.size(); fd++) {
      OptionalInt domain = SocketDomain.of(fd);
      if (domain.isPresent() && domain.getAsInt() != SocketDomain.LOCAL) {
        warnings.add(
            "%s is a network socket made outside of the scope, which no policy was asked about:"
                    .formatted(NAMES.get(fd))
                + " pass a pipe or a file instead");
      }
    }
    return warnings;
  }
}
