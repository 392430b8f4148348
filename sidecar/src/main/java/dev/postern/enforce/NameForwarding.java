package dev.postern.enforce;

import dev.postern.dns.Answer;
import dev.postern.dns.DnsName;
import dev.postern.event.Endpoint;
import dev.postern.policy.image.PolicyTooLargeException;
import dev.postern.probe.ProbeException;
import dev.postern.resolve.Admission;
import dev.postern.resolve.Binder;
import dev.postern.resolve.Forwarder;
import dev.postern.resolve.ForwarderCounters;
import dev.postern.resolve.ForwarderLimits;
import dev.postern.resolve.ForwarderSettings;
import dev.postern.resolve.NamePolicy;
import dev.postern.resolve.ResolvConf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The forwarder of a scope, which asks what the policy in force lets it ask. It is started for the
 * first policy that needs it, and stays.
 */
final class NameForwarding implements NamePolicy, Binder, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NameForwarding.class);

  private final Vertx vertx;
  private final NameSettings settings;
  private volatile @Nullable ResolvConf conf;
  private volatile @Nullable Enforcement enforcement;
  private volatile @Nullable Forwarder forwarder;

  NameForwarding(Vertx vertx, NameSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
    try {
      conf = ResolvConf.read(settings.resolvConf());
    } catch (IOException e) {
      // Said when it is needed, which may be never.
      LOG.debug("no names are learnt: {}", e.getMessage());
    }
  }

  void serve(Enforcement policies) {
    enforcement = policies;
  }

  /**
   * Where it serves on loopback. Blocks.
   *
   * @throws IOException when it cannot be started; the message is one line for the user
   */
  synchronized int port() throws IOException {
    Forwarder running = forwarder;
    if (running == null) {
      ResolvConf read = ResolvConf.read(settings.resolvConf());
      read.notes().forEach(LOG::warn);
      conf = read;
      running =
          Forwarder.start(
              vertx,
              new ForwarderSettings(
                  read.upstreams(), this, settings.refusal(), this, ForwarderLimits.DEFAULT));
      forwarder = running;
    }
    return running.port();
  }

  /** The resolvers that are the scope's own; none when they are not known. */
  Set<Endpoint> resolvers() {
    ResolvConf known = conf;
    return known == null ? Set.of() : Set.copyOf(known.upstreams().servers());
  }

  /** Whether a resolver is one of the scope's own. */
  boolean asks(Endpoint resolver) {
    ResolvConf known = conf;
    return known != null && known.upstreams().servers().contains(resolver);
  }

  /** Domains that the scope's resolvers put behind names. */
  List<String> search() {
    ResolvConf known = conf;
    return known == null ? List.of() : known.search();
  }

  /** What it has done; null before it is needed. */
  @Nullable ForwarderCounters counters() {
    Forwarder running = forwarder;
    return running == null ? null : running.counters();
  }

  @Override
  public boolean may(DnsName name, int type) {
    Enforcement policies = enforcement;
    return policies != null && policies.mayAsk(name.text());
  }

  /** No policy asks for the server's name in the clear yet. */
  @Override
  public boolean mayHideServerName(DnsName name) {
    return true;
  }

  /** On the event loop: a few system calls, which take less than a change of threads. */
  @Override
  public Future<Admission> bind(Answer answer) {
    Enforcement policies = enforcement;
    if (policies == null) {
      return Future.failedFuture("nothing is enforced yet");
    }
    try {
      return Future.succeededFuture(policies.admit(answer));
    } catch (PolicyTooLargeException | ProbeException e) {
      return Future.failedFuture(e);
    }
  }

  @Override
  public void close() {
    Forwarder running = forwarder;
    if (running != null) {
      running.close();
    }
  }
}
