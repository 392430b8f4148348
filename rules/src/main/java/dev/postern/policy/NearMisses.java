package dev.postern.policy;

import dev.postern.event.IpAddress;
import dev.postern.policy.NearMiss.Respect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the entries that would allow an ask but for one thing. */
final class NearMisses {

  private final Ask ask;
  private final Instant at;

  private NearMisses(Ask ask, Instant at) {
    this.ask = ask;
    this.at = at;
  }

  /** Of the parts that refuse, in the order of the files. */
  static List<NearMiss> of(List<List<Policy>> refusing, Ask ask, Instant at) {
    NearMisses misses = new NearMisses(ask, at);
    List<NearMiss> found = new ArrayList<>();
    for (List<Policy> part : refusing) {
      for (Policy policy : part) {
        for (AllowEntry entry : policy.allow()) {
          NearMiss miss = misses.miss(policy, entry);
          if (miss != null) {
            found.add(miss);
          }
        }
      }
    }
    return found;
  }

  private @Nullable NearMiss miss(Policy policy, AllowEntry entry) {
    Map<Respect, String> failed = new EnumMap<>(Respect.class);
    if (!entry.names(ask.host())) {
      if (!exceptsHost(entry)) {
        return null;
      }
      failed.put(Respect.EXCEPT, "its 'except' leaves " + ask.host() + " out");
    }
    port(entry, failed);
    process(entry.from(), failed);
    Instant until = policy.allowsUntil(entry);
    if (!at.isBefore(until)) {
      String what = until.equals(policy.expiresAt()) ? "the policy" : "it";
      failed.put(Respect.EXPIRED, what + " expired at " + until);
    }
    if (failed.size() != 1) {
      return null;
    }
    var only = failed.entrySet().iterator().next();
    return new NearMiss(
        new EntryName(policy.id(), entry.name(), entry.place()), only.getKey(), only.getValue());
  }

  private boolean exceptsHost(AllowEntry entry) {
    return ask.host() instanceof Host.Address(IpAddress address, _)
        && entry.to().stream()
            .anyMatch(target -> target instanceof Target.Block block && block.excepts(address));
  }

  private void port(AllowEntry entry, Map<Respect, String> failed) {
    Ports ports = entry.ports();
    if (ports.contains(ask.protocol(), ask.port())) {
      return;
    }
    boolean portFails = !ports.hasPort(ask.port());
    boolean protocolFails = !ports.hasProtocol(ask.protocol());
    String asked = "not " + ask.port() + "/" + ask.protocol();
    if (portFails || !protocolFails) {
      failed.put(Respect.PORT, "it is for port " + ports + ", " + asked);
    }
    if (protocolFails) {
      failed.put(Respect.PROTOCOL, "it is for port " + ports + ", " + asked);
    }
  }

  private void process(ProcessCondition from, Map<Respect, String> failed) {
    if (!from.namesExecutable(ask.executable())) {
      String by = ask.executable() == null ? "an unknown program" : ask.executable();
      failed.put(
          Respect.EXECUTABLE, "it is for " + String.join(", ", from.executables()) + ", not " + by);
    } else if (from.refusesModified(ask.modified())) {
      failed.put(
          Respect.MODIFIED,
          ask.executable() + " is not the image's own file, and 'allowModified' is not set");
    }
    if (!from.namesContainer(ask.container())) {
      String in = ask.container() == null ? "an unknown one" : ask.container();
      failed.put(
          Respect.CONTAINER,
          "it is for container " + String.join(", ", from.containers()) + ", not " + in);
    }
  }
}
