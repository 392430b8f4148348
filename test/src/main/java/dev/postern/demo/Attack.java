package dev.postern.demo;

import dev.postern.lab.CommandResult;
import dev.postern.lab.DemoStep;
import dev.postern.lab.DemoSteps;
import dev.postern.lab.Lab;
import java.io.PrintWriter;

/** The attack, which is the same in every act. */
final class Attack {

  /** Looks at what a step led to, before the next one begins. */
  @FunctionalInterface
  interface Watcher {

    /**
     * A step was done.
     *
     * @param number from 1
     * @param result how the pod's command ended
     */
    void done(int number, DemoStep step, CommandResult result);
  }

  private Attack() {}

  /** Carries out every step in turn. */
  static void run(Lab lab, PrintWriter out, Watcher watcher) {
    int number = 0;
    for (DemoStep step : DemoSteps.all()) {
      number++;
      out.println();
      out.println("%-4d %s".formatted(number, step.title()));
      out.println("     $ " + step.command());
      out.flush();
      watcher.done(number, step, step.action().run(lab));
    }
  }
}
