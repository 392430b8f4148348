package dev.postern.demo;

import dev.postern.demo.StepAlerts.Fired;
import dev.postern.lab.DemoDestination;
import dev.postern.lab.DemoStep;
import dev.postern.lab.DemoSteps;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Step by step: what the policy has to refuse, how many packets came out of the pod all the same,
 * and how often the refusal was reported.
 */
final class EnforcedTable implements ActTable {

  private static final String ROW = "%-4s %-46s %-8s %-26s %-8s %7s %8s  %-6s %s";

  /** A connection's last packets may come when its step is over. */
  private static final Set<String> ALLOWED =
      DemoSteps.all().stream()
          .flatMap(step -> step.destinations().stream())
          .filter(DemoDestination::allowed)
          .map(DemoDestination::text)
          .collect(Collectors.toSet());

  private final List<String> rows = new ArrayList<>();
  private boolean matches = true;

  /**
   * Adds a step with what it led to.
   *
   * @param worked whether its command did what it meant to
   * @param packets where packets went, once for each
   * @param fired the alerts: all are about refusals
   */
  void add(int number, DemoStep step, boolean worked, List<String> packets, List<Fired> fired) {
    List<Refused> refusals = fired.stream().map(Refused::of).toList();
    List<DemoDestination> destinations = step.destinations();
    boolean endedRight = worked == step.isAllowed();
    if (destinations.isEmpty()) {
      row(number, step, worked, "(it comes in)", "", 0, List.of(), endedRight);
    }
    for (int i = 0; i < destinations.size(); i++) {
      DemoDestination to = destinations.get(i);
      List<Refused> reported = of(to.text(), refusals);
      long sent = packets.stream().filter(to.text()::equals).count();
      boolean right =
          to.allowed()
              ? sent > 0 && reported.isEmpty()
              : sent == 0 && reported.size() == 1 && reported.getFirst().whole();
      String verdict = to.allowed() ? "allowed" : "refused";
      row(
          i == 0 ? number : 0,
          step,
          worked,
          to.text(),
          verdict,
          sent,
          reported,
          right && (i > 0 || endedRight));
    }
    addUnexpected(step, packets, refusals);
  }

  /** What belongs to no destination of the step's. */
  private void addUnexpected(DemoStep step, List<String> packets, List<Refused> refusals) {
    Set<String> others = new LinkedHashSet<>(packets);
    others.removeAll(ALLOWED);
    refusals.forEach(refusal -> others.add(refusal.destination()));
    step.destinations().forEach(destination -> others.remove(destination.text()));
    for (String other : others) {
      long sent = packets.stream().filter(other::equals).count();
      row(0, step, false, other, "(nobody)", sent, of(other, refusals), false);
    }
  }

  private static List<Refused> of(String destination, List<Refused> refusals) {
    return refusals.stream().filter(each -> each.destination().equals(destination)).toList();
  }

  /**
   * Adds a row.
   *
   * @param number of the step; 0 for a row that is not its first
   */
  private void row(
      int number,
      DemoStep step,
      boolean worked,
      String destination,
      String verdict,
      long packets,
      List<Refused> reported,
      boolean right) {
    matches &= right;
    boolean first = number > 0;
    rows.add(
        ROW.formatted(
                first ? number : "",
                first ? step.title() : "",
                first ? (worked ? "works" : "fails") : "",
                destination,
                verdict,
                packets,
                reported.stream().filter(Refused::whole).count(),
                right ? "ok" : "WRONG",
                DemoTable.latency(reported.stream().map(Refused::fired).toList()))
            .stripTrailing());
  }

  @Override
  public boolean matches() {
    return matches;
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        ROW.formatted(
            "STEP", "", "COMMAND", "DESTINATION", "POLICY", "PACKETS", "REPORTED", "", "LATENCY"));
    lines.addAll(rows);
    return lines;
  }
}
