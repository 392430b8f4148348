package dev.postern.sidecar;

import dev.postern.enforce.ScopePolicy;
import dev.postern.metrics.ProbeReading;
import dev.postern.policy.Mode;
import dev.postern.probe.Hook;
import dev.postern.probe.Probe;
import dev.postern.probe.ProbeException;
import dev.postern.reload.LoadedRules;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@code /status} shows: docs/lists.md names every key. Safe to use from any thread. */
final class SidecarStatus {

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Instant startedAt = Instant.now();
  private final long started = System.nanoTime();
  private LoadedRules rules;
  private @Nullable JsonObject lastReload;
  private @Nullable ScopePolicy policy;
  private @Nullable JsonObject lastPolicyReload;
  private @Nullable Supplier<ProbeReading> probe;
  private Map<Hook, String> missing = Map.of();

  SidecarStatus(LoadedRules rules) {
    this.rules = rules;
  }

  /** Other rules run now. */
  synchronized void reloaded(LoadedRules others) {
    rules = others;
    lastReload = reload(others.at(), "ok", List.of());
  }

  /** Others were to run and could not be used. */
  synchronized void reloadFailed(List<String> errors) {
    lastReload = reload(Instant.now(), "error", errors);
  }

  /** This policy is in force now, after another or from the start. */
  synchronized void enforced(ScopePolicy inForce) {
    if (policy != null) {
      lastPolicyReload = reload(inForce.at(), "ok", List.of());
    }
    policy = inForce;
  }

  /** Another was to be put in force and could not be used. */
  synchronized void policyFailed(List<String> errors) {
    lastPolicyReload = reload(Instant.now(), "error", errors);
  }

  private static JsonObject reload(Instant at, String result, List<String> errors) {
    return new JsonObject()
        .put("at", at.toString())
        .put("result", result)
        .put("errors", new JsonArray(errors));
  }

  /** From now on the probe is asked each time. */
  synchronized void attached(Probe attached, Supplier<ProbeReading> reading) {
    probe = reading;
    missing = attached.missing();
  }

  /** The probe is about to be closed; when this returns it is not asked again. */
  synchronized void detached() {
    probe = null;
  }

  synchronized JsonObject json() {
    return new JsonObject()
        .put("version", Version.text())
        .put("startedAt", startedAt.toString())
        .put(
            "uptimeSeconds",
            Duration.ofNanos(System.nanoTime() - started).toNanos() / NANOS_PER_SECOND)
        .put(
            "rules",
            new JsonObject()
                .put("files", new JsonArray(rules.files()))
                .put("count", rules.rules().rules().size())
                .put("warnings", new JsonArray(rules.warnings()))
                .put("loadedAt", rules.at().toString())
                .put("lastReload", lastReload))
        .put("policy", policy())
        .put("lists", lists())
        .put("probe", probe());
  }

  private @Nullable JsonObject policy() {
    ScopePolicy inForce = policy;
    if (inForce == null) {
      return null;
    }
    Mode mode = inForce.policy().mode();
    return new JsonObject()
        .put("files", new JsonArray(inForce.files()))
        .put("mode", mode == null ? null : mode.text())
        .put("policies", inForce.policy().selected().size())
        .put("warnings", new JsonArray(inForce.warnings()))
        .put("loadedAt", inForce.at().toString())
        .put("lastReload", lastPolicyReload);
  }

  private JsonArray lists() {
    JsonArray lists = new JsonArray();
    for (LoadedRules.LoadedList list : rules.lists()) {
      lists.add(
          new JsonObject()
              .put("name", list.name())
              .put("entries", list.entries())
              .put("file", list.file()));
    }
    return lists;
  }

  private JsonObject probe() {
    JsonObject state = new JsonObject().put("attached", probe != null);
    if (probe == null) {
      return state;
    }
    Map<String, String> reasons = new TreeMap<>();
    missing.forEach((hook, reason) -> reasons.put(hook.name().toLowerCase(Locale.ROOT), reason));
    state.put("missingHooks", new JsonObject(Map.copyOf(reasons)));
    try {
      ProbeReading reading = probe.get();
      state
          .put("eventsLost", counts(reading.lost()))
          .put("failures", counts(reading.failed()))
          .put("denied", counts(reading.denied()))
          .put("recordsUnreadable", reading.unreadable())
          .put("eventsUnhandled", reading.faults())
          .put("ringBytes", reading.ringBytes())
          .put("blindSeconds", reading.blind().toMillis() / MILLIS_PER_SECOND)
          .put("leakedPins", reading.leakedPins());
    } catch (ProbeException e) {
      state.put("error", "the counters cannot be read: " + e.getMessage());
    }
    return state;
  }

  private static JsonObject counts(Map<String, Long> counts) {
    JsonObject json = new JsonObject();
    new TreeMap<>(counts).forEach(json::put);
    return json;
  }
}
