package dev.postern.attribution;

import dev.postern.event.Container;

/** Tells the container of a cgroup. Called on one thread only, for every event. */
public interface Containers {

  /**
   * The container that a process is in.
   *
   * @param cgroupId the kernel's id of the process' cgroup
   */
  Container of(long cgroupId);

  /** One container, whatever the cgroup: the scope is no more than that. */
  static Containers always(Container container) {
    return cgroupId -> container;
  }
}
