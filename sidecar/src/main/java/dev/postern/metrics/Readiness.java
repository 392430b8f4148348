package dev.postern.metrics;

import org.jspecify.annotations.Nullable;

/** Whether this process does its work. Safe to use from any thread. */
final class Readiness {

  private volatile @Nullable String obstacle = "starting";

  void ready() {
    obstacle = null;
  }

  void notReady(String reason) {
    obstacle = reason;
  }

  /** Why not; null when ready. */
  @Nullable String obstacle() {
    return obstacle;
  }
}
