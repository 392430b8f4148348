package dev.postern.policy;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The other end that is asked about. */
public sealed interface Host {

  /** Whether it is this host's own loopback, which policy never refuses. */
  boolean isLoopback();

  /** The names that it goes by, as far as they are known; in lower case. */
  Stream<String> names();

  /**
   * An address, as a connection has it.
   *
   * @param bound the names that it is bound to
   */
  record Address(IpAddress address, Set<BoundName> bound) implements Host {

    private static final List<Cidr> LOOPBACK =
        List.of(
            Objects.requireNonNull(Cidr.parse("127.0.0.0/8")),
            Objects.requireNonNull(Cidr.parse("::1/128")));

    public Address {
      bound = Set.copyOf(bound);
    }

    /** One without a name. */
    public Address(IpAddress address) {
      this(address, Set.of());
    }

    @Override
    public Stream<String> names() {
      return bound.stream().map(BoundName::name);
    }

    /** The same without the names that may not lead to private addresses. */
    Address withoutForeign() {
      return new Address(
          address,
          bound.stream().filter(name -> !name.foreign()).collect(Collectors.toUnmodifiableSet()));
    }

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

    @Override
    public Stream<String> names() {
      return Stream.of(name);
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
