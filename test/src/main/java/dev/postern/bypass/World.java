package dev.postern.bypass;

import dev.postern.lab.ExitCleanup;
import dev.postern.lab.LabException;
import dev.postern.lab.Owned;
import dev.postern.scope.Cgroup;
import dev.postern.scope.CgroupFilesystem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A scope with its network, an outside with servers and a sniffer, and soon a policy. */
final class World implements Closeable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Owned owned;
  private final BypassNetwork network;
  private final Testers testers;
  private final Sniffer sniffer;
  private final Resolver resolver;
  private final Cgroup parent;
  private final Cgroup scope;

  /** Without a policy nothing is silent, and an attempt that is cut off would prove nothing. */
  private int patience = 5;

  private World(
      Owned owned,
      BypassNetwork network,
      Testers testers,
      Sniffer sniffer,
      Resolver resolver,
      Cgroup parent,
      Cgroup scope) {
    this.owned = owned;
    this.network = network;
    this.testers = testers;
    this.sniffer = sniffer;
    this.resolver = resolver;
    this.parent = parent;
    this.scope = scope;
  }

  /** With servers that listen and a sniffer that sees, and no policy. */
  static World create() {
    Owned owned = new Owned();
    ExitCleanup.add(owned);
    try {
      Testers testers = Testers.copy(owned);
      BypassNetwork network = BypassNetwork.create(owned);
      Cgroup parent = CgroupFilesystem.find().create(name());
      owned.add(parent::close);
      Cgroup scope = parent.child("scope");
      Actor servers =
          owned.add(
              Actor.start(
                  network.outside().entering(testers.command("absorb", Target.ALLOWED_PORT))));
      servers.awaitReady("ready");
      Sniffer sniffer = owned.add(Sniffer.start(network, testers));
      Resolver resolver = owned.add(Resolver.start(network.outside(), testers));
      return new World(owned, network, testers, sniffer, resolver, parent, scope);
    } catch (IOException | RuntimeException e) {
      LabException failure = new LabException("no world could be made: " + e.getMessage(), e);
      try {
        remove(owned);
      } catch (IOException suppressed) {
        failure.addSuppressed(suppressed);
      }
      throw failure;
    }
  }

  private static String name() {
    return "postern-bypass-%d-%d".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
  }

  BypassNetwork network() {
    return network;
  }

  Sniffer sniffer() {
    return sniffer;
  }

  Resolver resolver() {
    return resolver;
  }

  Testers testers() {
    return testers;
  }

  /** The cgroup that a policy is about. */
  Cgroup scope() {
    return scope;
  }

  /** The cgroup around the scope, which no policy is about. */
  Cgroup parent() {
    return parent;
  }

  /** Puts a regime in force until this world is closed. */
  void enforce(Regime regime) {
    switch (regime) {
      case NONE -> {}
      case DENY_ALL -> enforce(Policies.denyAll());
      case ALLOWLIST -> enforce(Policies.allowlist());
      case EXECUTABLE -> enforce(Policies.byExecutable(testers.allowed()));
      case NAMES -> enforceInScope(Policies.byName(), resolver.options());
    }
  }

  /** Puts a policy in force until this world is closed, with options for the sidecar. */
  void enforce(String policy, String... options) {
    enforce(network.inside().entering(List.of()), policy, List.of(options));
  }

  /** The same by a sidecar that runs in a cgroup of its own inside the scope, as a pod's does. */
  void enforceInScope(String policy, List<String> options) {
    enforce(network.inside().entering(Enforcement.joining(child("sidecar"))), policy, options);
  }

  private void enforce(List<String> place, String policy, List<String> options) {
    try {
      Path file = testers.folder().resolve("policy.yaml");
      Files.writeString(file, policy);
      owned.add(Enforcement.start(scope.path(), place, file, options));
      patience = 1;
    } catch (IOException e) {
      throw new LabException("no policy in force: " + e.getMessage(), e);
    }
  }

  /** Starts a command in the scope and its network. */
  Actor inScope(Privilege privilege, List<String> command) {
    return within(scope.path().toString(), privilege, command);
  }

  /** Starts a command in a cgroup inside the scope. */
  Actor inChild(String name, Privilege privilege, List<String> command) {
    return within(child(name).toString(), privilege, command);
  }

  private Path child(String name) {
    try {
      return Files.createDirectories(scope.path().resolve(name));
    } catch (IOException e) {
      throw new LabException("no cgroup " + name, e);
    }
  }

  /** Starts a command in the scope's network, but outside the scope. */
  Actor besideScope(Privilege privilege, List<String> command) {
    return within("-", privilege, command);
  }

  /** Starts a command outside, as root. */
  Actor outside(List<String> command) {
    try {
      return owned.add(Actor.start(network.outside().entering(command)));
    } catch (IOException e) {
      throw new LabException("cannot start " + command, e);
    }
  }

  private Actor within(String cgroup, Privilege privilege, List<String> command) {
    List<String> whole =
        new ArrayList<>(
            testers.command(
                "within",
                network.inside().file(),
                cgroup,
                privilege.uid(),
                Long.toHexString(privilege.capabilities())));
    whole.addAll(command);
    try {
      return owned.add(Actor.start(whole, patience));
    } catch (IOException e) {
      throw new LabException("cannot start " + command, e);
    }
  }

  @Override
  public void close() throws IOException {
    remove(owned);
  }

  private static void remove(Owned owned) throws IOException {
    owned.close();
    ExitCleanup.remove(owned);
  }
}
