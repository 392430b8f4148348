package dev.postern.policy;

import java.util.List;

/**
 * A step after which something would be allowed; with several, all are needed.
 *
 * @param policy whose document it changes
 * @param what what to do, one line
 * @param lines the YAML to write there; empty when nothing is to be written
 */
public record Remedy(PolicyId policy, String what, List<String> lines) {

  public Remedy {
    lines = List.copyOf(lines);
  }
}
