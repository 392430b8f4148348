package dev.postern.policy;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import java.util.List;

/** One item of {@code to}: what an entry is about. */
public sealed interface Target {

  /** Whether it is the host asked for, as far as that can be told from an address or a name. */
  boolean matches(Host host);

  /**
   * {@code cidr} and {@code except}.
   *
   * @param except blocks inside {@code block} that it leaves out
   */
  record Block(Cidr block, List<Cidr> except) implements Target {

    public Block {
      except = List.copyOf(except);
    }

    @Override
    public boolean matches(Host host) {
      return host instanceof Host.Address address
          && block.contains(address.address())
          && !excepts(address.address());
    }

    /** Whether {@code except} is all that keeps an address out. */
    boolean excepts(IpAddress address) {
      return block.contains(address) && except.stream().anyMatch(cidr -> cidr.contains(address));
    }
  }

  /** {@code fqdn}. */
  record Name(NamePattern pattern) implements Target {

    @Override
    public boolean matches(Host host) {
      return host.names().anyMatch(pattern::matches);
    }
  }

  /** {@code service}: a Service of Kubernetes. */
  record Service(String name, String namespace) implements Target {

    @Override
    public boolean matches(Host host) {
      // Only the forms that no owner of another domain can have.
      String inCluster = name + "." + namespace + ".svc";
      return host.names()
          .anyMatch(
              asked -> isOrIsIn(asked, inCluster) || isOrIsIn(asked, inCluster + ".cluster.local"));
    }

    /** Below a Service are its endpoints and ports (Kubernetes' DNS specification, 2.3 and 2.4). */
    private static boolean isOrIsIn(String asked, String service) {
      return asked.endsWith(service)
          && (asked.length() == service.length()
              || asked.charAt(asked.length() - service.length() - 1) == '.');
    }
  }
}
