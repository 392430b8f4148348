package dev.postern.lab;

/**
 * What a step does in the lab: how the pod's command ended. Throws {@link LabException} when the
 * world around the pod could not play its part.
 */
@FunctionalInterface
public interface StepAction {
  CommandResult run(Lab lab);
}
