package dev.postern.lab;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One thing the pod does, and what the rules must say about it.
 *
 * @param title what it stands for
 * @param command what runs in the pod, as a reader would type it
 * @param expected how many alerts the rules of the lab raise, by rule; every set of rules has to
 *     have them
 * @param alsoOfPack the same of shipped rules beyond the lab's, which others' files need not have
 * @param destinations whatever it sends to, in order
 * @param action does it, and returns when it is done
 */
public record DemoStep(
    String title,
    String command,
    Map<String, Integer> expected,
    Map<String, Integer> alsoOfPack,
    List<DemoDestination> destinations,
    StepAction action) {

  public DemoStep {
    expected = Map.copyOf(expected);
    alsoOfPack = Map.copyOf(alsoOfPack);
    destinations = List.copyOf(destinations);
  }

  /** Whether the policy of the second act leaves it alone. */
  public boolean isAllowed() {
    return destinations.stream().allMatch(DemoDestination::allowed);
  }

  /** Exactly which of the loaded rules raise how many alerts; empty when all must be silent. */
  public Map<String, Integer> expectedOf(Set<String> loaded) {
    Map<String, Integer> all = new TreeMap<>(alsoOfPack);
    all.keySet().retainAll(loaded);
    all.putAll(expected);
    return all;
  }
}
