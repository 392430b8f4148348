package dev.postern.probe;

/** Where this process runs, as seen from the scope: by which cgroup the probe knows it. */
public enum Identity {
  /** The kernel did not take the program that finds out. */
  UNKNOWN,
  /** Not in the scope. */
  OUTSIDE,
  /** In a cgroup below the scope's, as a container's: whatever runs there is the sidecar. */
  OWN,
  /** In the scope's own cgroup, among what it watches: nothing tells it from that. */
  SHARED;

  /** Whether others can be told from the sidecar. */
  public boolean isKnown() {
    return this == OUTSIDE || this == OWN;
  }
}
