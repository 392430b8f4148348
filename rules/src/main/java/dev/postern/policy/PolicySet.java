package dev.postern.policy;

import java.util.List;

/** Every policy of a load; immutable. */
public record PolicySet(List<Policy> policies) {

  public PolicySet {
    policies = List.copyOf(policies);
  }

  /** The policies that a workload is under. */
  public WorkloadPolicy select(Workload workload) {
    return new WorkloadPolicy(
        policies.stream().filter(policy -> policy.selects(workload)).toList());
  }

  /** All of them, for what has neither namespace nor labels: a command. */
  public WorkloadPolicy selectAll() {
    return new WorkloadPolicy(policies);
  }

  /** What entries ask for beyond addresses, in the order of the files. */
  public List<Requirement> requirements() {
    return Requirement.of(policies);
  }
}
