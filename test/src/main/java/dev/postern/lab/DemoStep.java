package dev.postern.lab;

import java.util.Map;

/**
 * One thing the pod does, and what the rules must say about it.
 *
 * @param title what it stands for
 * @param command what runs in the pod, as a reader would type it
 * @param expected exactly which rules raise how many alerts; empty when all must be silent
 * @param action does it, and returns when it is done
 */
public record DemoStep(
    String title, String command, Map<String, Integer> expected, StepAction action) {
  public DemoStep {
    expected = Map.copyOf(expected);
  }
}
