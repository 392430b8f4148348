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
      return host instanceof Host.Address(IpAddress address)
          && block.contains(address)
          && !excepts(address);
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
      return host instanceof Host.Name(String name) && pattern.matches(name);
    }
  }

  /** {@code service}: a Service of Kubernetes. */
  record Service(String name, String namespace) implements Target {

    @Override
    public boolean matches(Host host) {
      // Only the forms that no owner of another domain can have.
      return host instanceof Host.Name(String asked)
          && (asked.equals(name + "." + namespace + ".svc")
              || asked.equals(name + "." + namespace + ".svc.cluster.local"));
    }
  }
}
