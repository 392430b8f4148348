package dev.postern.policy;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The other end that is asked about. */
public sealed interface Host {

  /** Whether it is this host's own loopback, which policy never refuses. */
  boolean isLoopback();

  /** An address, as a connection has it. */
  record Address(IpAddress address) implements Host {

    private static final List<Cidr> LOOPBACK =
        List.of(
            Objects.requireNonNull(Cidr.parse("127.0.0.0/8")),
            Objects.requireNonNull(Cidr.parse("::1/128")));

    @Override
    public boolean isLoopback() {
      return address.isUnspecified() // which Linux takes for this machine, when asked to go there
          || LOOPBACK.stream().anyMatch(cidr -> cidr.contains(address));
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }

  /**
   * A name, as a program gives it to its resolver.
   *
   * @param name kept in lower case without a dot at its end
   */
  record Name(String name) implements Host {

    public Name {
      String lower = name.toLowerCase(Locale.ROOT);
      name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** RFC 6761 section 6.3. */
    @Override
    public boolean isLoopback() {
      return name.equals("localhost") || name.endsWith(".localhost");
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
