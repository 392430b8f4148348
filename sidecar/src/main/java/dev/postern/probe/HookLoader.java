package dev.postern.probe;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gets as many of the probe's hooks to work as the kernel allows: probe, then degrade. */
final class HookLoader {

  private static final int TRIAL_RING_BYTES = 64 << 10;

  private HookLoader() {}

  /**
   * Loads the probe with every hook, or, when the kernel refuses that, without the optional hooks
   * it refuses.
   *
   * @param pins where everything shall be kept, and is gone on with if it is there already; null to
   *     keep nothing
   * @param missing holds the hooks to do without from the start, and receives those left out, with
   *     the reason
   */
  static BpfObject load(
      byte[] file, int ringBytes, @Nullable Pins pins, int cgroupFd, Map<Hook, String> missing) {
    BpfObject whole = open(file, ringBytes, pins, missing.keySet());
    if (whole.load() == null) {
      return whole;
    }
    whole.close();
    for (Hook hook : Hook.values()) {
      if (!missing.containsKey(hook)) {
        String reason = tryAlone(file, hook, cgroupFd);
        if (reason != null) {
          leaveOut(hook, reason, missing);
        }
      }
    }
    BpfObject rest = open(file, ringBytes, pins, missing.keySet());
    String again = rest.load();
    if (again != null) {
      rest.close();
      throw new ProbeException("the kernel refused the probe (" + again + "): see postern doctor");
    }
    return rest;
  }

  /** Attaches every loaded hook; an optional one may be refused here too. */
  static void attach(BpfObject object, int cgroupFd, Map<Hook, String> missing) {
    for (Hook hook : Hook.values()) {
      if (!missing.containsKey(hook)) {
        String reason = object.attach(hook, cgroupFd);
        if (reason != null) {
          leaveOut(hook, reason, missing);
        }
      }
    }
  }

  /**
   * Whether the kernel takes this hook when it is loaded and attached on its own.
   *
   * @return null if it does, otherwise the reason
   */
  static @Nullable String tryAlone(byte[] file, Hook hook, int cgroupFd) {
    try (BpfObject object =
        open(file, TRIAL_RING_BYTES, null, EnumSet.complementOf(EnumSet.of(hook)))) {
      String refusal = object.load();
      return refusal == null ? object.attach(hook, cgroupFd) : refusal;
    }
  }

  private static BpfObject open(
      byte[] file, int ringBytes, @Nullable Pins pins, Set<Hook> without) {
    BpfObject object = BpfObject.open(file);
    object.setMaxEntries("events", ringBytes);
    without.forEach(hook -> object.setAutoload(hook, false));
    if (pins != null) {
      pins.make();
      object.keepAt(pins);
    }
    return object;
  }

  /** Notes that a hook is missing, if the probe can do without it. */
  static void leaveOut(Hook hook, String reason, Map<Hook, String> missing) {
    if (hook.required()) {
      throw new ProbeException(
          "the kernel refused hook %s (%s): %s; see postern doctor"
              .formatted(hook.attachPoint(), reason, hook.without()));
    }
    missing.put(hook, reason);
  }
}
