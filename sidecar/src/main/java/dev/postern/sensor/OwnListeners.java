package dev.postern.sensor;

import java.io.IOException;
import java.util.Set;

/** What the sensor's own process listens on. */
@FunctionalInterface
public interface OwnListeners {

  OwnListeners NONE = Set::of;

  /**
   * Opens them. Called when the probe knows this process, which may take its ports back then, and
   * before a policy is in force, which keeps others from them.
   *
   * @return their ports
   * @throws IOException when one cannot be had; the message is one line for the user
   */
  Set<Integer> open() throws IOException;
}
