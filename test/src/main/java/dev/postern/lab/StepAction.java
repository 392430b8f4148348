package dev.postern.lab;

/** What a step does in the lab. Throws {@link LabException} when the pod could not do it. */
@FunctionalInterface
public interface StepAction {
  void run(Lab lab);
}
