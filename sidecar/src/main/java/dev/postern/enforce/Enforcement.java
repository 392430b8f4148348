package dev.postern.enforce;

import static java.util.stream.Collectors.joining;

import dev.postern.attribution.Refusals;
import dev.postern.dns.Answer;
import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import dev.postern.policy.BoundName;
import dev.postern.policy.Host;
import dev.postern.policy.Mode;
import dev.postern.policy.image.Binding;
import dev.postern.policy.image.PolicyTooLargeException;
import dev.postern.probe.BootClock;
import dev.postern.probe.KernelPolicy;
import dev.postern.probe.LearnedNames;
import dev.postern.probe.PolicyDraft;
import dev.postern.probe.PolicyTerms;
import dev.postern.probe.ProbeException;
import dev.postern.resolve.Admission;
import dev.postern.resolve.ForwarderCounters;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy that a scope is under: put in force whole, then opened by and by to what its names
 * lead to. Policies are put in force by one thread at a time; names may come from any other.
 */
public final class Enforcement implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Enforcement.class);

  /** Half of what the kernel keeps, so that there is always room. */
  private static final int MOST_NAMES = 8192;

  private final KernelPolicy kernel;
  private final NameBindings names;
  private final PolicyRefusals refusals;
  private final AskedNames asked;
  private final NameForwarding server;

  /** Addresses that go by other names than the kernel has been told. */
  private final Set<IpAddress> unwritten = new HashSet<>();

  private Set<Integer> ports = Set.of();
  private volatile @Nullable ScopePolicy inForce;
  private volatile boolean forwards;

  private Enforcement(
      KernelPolicy kernel, AskedNames asked, NameBindings names, NameForwarding server) {
    this.kernel = kernel;
    this.asked = asked;
    this.names = names;
    this.refusals = new PolicyRefusals(names, asked);
    this.server = server;
  }

  /**
   * Enforces nothing yet, and goes on with the names that a process before this one has learnt.
   *
   * @param vertx for the forwarder
   */
  public static Enforcement of(Vertx vertx, KernelPolicy kernel, NameSettings settings) {
    NameBindings names =
        new NameBindings(
            settings.admission(), settings.kept(), MOST_NAMES, memory(kernel.learnedNames()));
    kernel.learnedNames().read(names::recall);
    NameForwarding server = new NameForwarding(vertx, settings);
    AskedNames asked = new AskedNames(settings.admission(), server::search);
    Enforcement enforcement = new Enforcement(kernel, asked, names, server);
    server.serve(enforcement);
    return enforcement;
  }

  private static NameBindings.Memory memory(LearnedNames kept) {
    return new NameBindings.Memory() {
      @Override
      public void keep(IpAddress address, String name, long untilMillis) {
        kept.keep(address, name, untilMillis);
      }

      @Override
      public void forget(IpAddress address, String name) {
        kept.forget(address, name);
      }
    };
  }

  /** Explains what is refused. */
  public Refusals refusals() {
    return refusals;
  }

  /** How many names addresses go by, counted for each address. */
  public int names() {
    return names.size();
  }

  /** What the forwarder has done; null while no policy has needed one. */
  public @Nullable ForwarderCounters forwarder() {
    return server.counters();
  }

  /** Keeps these ports for this process, besides the forwarder's, from the next policy on. */
  public void keepPorts(Set<Integer> own) {
    ports = Set.copyOf(own);
  }

  /**
   * Puts a policy in force, in the place of the one before. Blocks.
   *
   * @throws IOException when its names cannot be enforced here; the message is one line for the
   *     user. Nothing changes then
   * @throws ProbeException when the kernel has no room for it; nothing changes then
   */
  public void enforce(ScopePolicy policy) throws IOException {
    boolean named = enforcesNames(policy);
    int port = named ? forwarderPort() : 0;
    if (policy.policy().namesHosts() && server.resolvers().isEmpty()) {
      LOG.warn("no names are learnt: the scope's resolvers are not known");
    }
    guard(port);
    PolicyTerms terms = new PolicyTerms(policy.refusing().errno(), policy.sockets(), port);
    PolicyDraft draft = kernel.draft(policy.image(), terms);
    Map<IpAddress, Host.Address> bound = new HashMap<>();
    bindAll(draft, policy, bound); // most of them, before anybody has to wait
    synchronized (this) {
      bindAll(draft, policy, bound);
      draft.putInForce(revision -> refusals.add(revision, policy));
      inForce = policy;
      forwards = named;
      unwritten.clear();
    }
  }

  private static boolean enforcesNames(ScopePolicy policy) {
    return policy.policy().mode() == Mode.ENFORCE && policy.policy().namesHosts();
  }

  private int forwarderPort() throws IOException {
    if (!kernel.identity().isKnown()) {
      throw new IOException(
          "the policy names hosts, and this process runs among what it watches, so that its own"
              + " questions to resolvers cannot be told from the others': start it in a cgroup of"
              + " its own inside, or outside");
    }
    int port = server.port();
    kernel.letThrough(server.resolvers());
    return port;
  }

  private void guard(int forwarder) {
    Set<Integer> all = new HashSet<>(ports);
    if (forwarder != 0) {
      all.add(forwarder);
    }
    kernel.guard(all);
    kernel.refreshOwnAddresses();
  }

  /** Binds what goes by other names than in {@code bound}, which it brings up to date. */
  private void bindAll(PolicyDraft draft, ScopePolicy policy, Map<IpAddress, Host.Address> bound) {
    if (policy.policy().mode() != Mode.ENFORCE) {
      return;
    }
    for (Host.Address address : names.all()) {
      if (!address.equals(bound.put(address.address(), address))) {
        try {
          draft.bind(policy.compiled().bind(address));
        } catch (PolicyTooLargeException e) {
          LOG.warn("{} cannot be reached by name: {}", address.address(), e.getMessage());
        }
      }
    }
  }

  /**
   * Whether a resolver may be asked for a name. Safe to use from any thread.
   *
   * @param name in lower case, without a dot at its end
   */
  public boolean mayAsk(String name) {
    ScopePolicy policy = inForce;
    return policy == null || policy.policy().mode() != Mode.ENFORCE || asked.may(policy, name);
  }

  /**
   * Takes in the answer to a question of the scope's that its forwarder has asked; when this
   * returns, the kernel lets through to where it leads. Takes microseconds for each address.
   */
  synchronized Admission admit(Answer answer) throws PolicyTooLargeException {
    NameBindings.Learned learned = names.learn(answer, BootClock.nowMillis());
    ScopePolicy policy = inForce;
    if (learned.admitted().isEmpty()) {
      return new Admission.Refuse(
          "no name may lead to all of "
              + answer.addresses().stream().map(IpAddress::toString).collect(joining(", ")));
    }
    if (policy == null || policy.policy().mode() != Mode.ENFORCE) {
      return new Admission.Release();
    }
    learned.changed().forEach(address -> unwritten.add(address.address()));
    boolean allowed = false;
    for (Host.Address address : learned.admitted()) {
      allowed |= write(policy, address).destination().classId() != 0;
    }
    writeChanged(policy, learned.changed()); // what has made room
    return allowed
        ? new Admission.Release()
        : new Admission.Refuse(nowhere(learned.admitted().getFirst()));
  }

  private static String nowhere(Host.Address address) {
    return address.bound().stream().anyMatch(BoundName::foreign)
        ? address.address()
            + " is a private address: 'privateAddresses: allow' on an entry admits those"
        : "the policy allows nothing at " + address.address();
  }

  /**
   * Takes in an answer that was seen on its way to the scope. Only those of the scope's own
   * resolvers count, and none while the forwarder gives the answers.
   */
  public void heard(Answer answer, Endpoint resolver) {
    if (forwards || answer.addresses().isEmpty() || !server.asks(resolver)) {
      return;
    }
    try {
      admit(answer);
    } catch (PolicyTooLargeException | ProbeException e) {
      LOG.warn("where {} leads cannot be kept: {}", answer.question(), e.getMessage());
    }
  }

  /** Lets go names that have had their time, except of addresses with an open connection. */
  public void expire() throws IOException {
    long now = BootClock.nowMillis();
    if (!names.isAnyDue(now)) {
      return;
    }
    Set<IpAddress> inUse = OpenConnections.HERE.peers();
    synchronized (this) {
      List<Host.Address> changed = names.expire(now, inUse);
      ScopePolicy policy = inForce;
      if (policy != null && policy.policy().mode() == Mode.ENFORCE) {
        try {
          changed.forEach(address -> unwritten.add(address.address()));
          writeChanged(policy, changed);
        } catch (PolicyTooLargeException e) {
          LOG.warn("a name that has had its time stays: {}", e.getMessage());
        }
      }
    }
  }

  private void writeChanged(ScopePolicy policy, List<Host.Address> addresses)
      throws PolicyTooLargeException {
    for (Host.Address address : addresses) {
      if (unwritten.contains(address.address())) {
        write(policy, address);
      }
    }
  }

  /** What an address is, which the kernel is told unless it knows. */
  private Binding write(ScopePolicy policy, Host.Address address) throws PolicyTooLargeException {
    Binding binding = policy.compiled().bind(address);
    if (unwritten.contains(address.address())) {
      if (address.bound().isEmpty()) {
        kernel.release(address.address(), policy.compiled().alone(address.address()));
      } else {
        kernel.bind(binding);
      }
      unwritten.remove(address.address());
    }
    return binding;
  }

  /** Ends the forwarder; the policy stays in force. Not to be called on the event loop. */
  @Override
  public void close() {
    server.close();
  }
}
