package dev.postern.lab;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The labs there are, so that the end of the JVM, by a signal too, removes them. */
final class ExitCleanup {

  private static final Set<Owned> LABS = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ExitCleanup::closeAll, "lab-cleanup"));
  }

  private ExitCleanup() {}

  static void add(Owned lab) {
    LABS.add(lab);
  }

  static void remove(Owned lab) {
    LABS.remove(lab);
  }

  private static void closeAll() {
    for (Owned lab : LABS) {
      try {
        lab.close();
      } catch (IOException e) {
        System.err.println("part of the lab could not be removed: " + e.getMessage());
      }
    }
  }
}
