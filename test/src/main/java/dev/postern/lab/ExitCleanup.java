package dev.postern.lab;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The labs there are, so that the end of the JVM, by a signal too, removes them. */
public final class ExitCleanup {

  private static final Set<Owned> LABS = new HashSet<>();
  private static boolean hooked;
  private static boolean ending;

  private ExitCleanup() {}

  /**
   * Takes a lab in.
   *
   * @throws LabException when the JVM is ending already: nobody would remove the lab
   */
  public static synchronized void add(Owned lab) {
    try {
      if (!hooked) {
        Runtime.getRuntime().addShutdownHook(new Thread(ExitCleanup::closeAll, "lab-cleanup"));
        hooked = true;
      }
    } catch (IllegalStateException e) {
      ending = true;
      throw new LabException("no lab is made while the JVM ends", e);
    }
    if (ending) {
      throw new LabException("no lab is made while the JVM ends");
    }
    LABS.add(lab);
  }

  public static synchronized void remove(Owned lab) {
    LABS.remove(lab);
  }

  /** Whether the JVM is ending, and the labs with it. */
  static synchronized boolean isEnding() {
    return ending;
  }

  private static synchronized List<Owned> end() {
    ending = true;
    return List.copyOf(LABS);
  }

  /** Not under the lock: whoever makes a lab may wait for it. */
  private static void closeAll() {
    for (Owned lab : end()) {
      try {
        lab.close();
      } catch (IOException e) {
        System.err.println("part of the lab could not be removed: " + e.getMessage());
      }
    }
  }
}
