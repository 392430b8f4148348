package dev.postern.policycli;

import dev.postern.policy.Decision;
import dev.postern.policy.EntryName;
import dev.postern.policy.Mode;
import dev.postern.policy.Remedy;
import dev.postern.policy.Verdict;
import dev.postern.rules.SafeText;
import java.util.ArrayList;
import java.util.List;

/** Decisions for people. */
final class PolicyText {

  private PolicyText() {}

  static String counted(int policies) {
    return policies == 1 ? "1 policy" : policies + " policies";
  }

  /** The verdict alone in the first line, then why, then what would change it. */
  static List<String> lines(Decision decision) {
    List<String> lines = new ArrayList<>();
    lines.add(decision.verdict().text());
    lines.add(why(decision));
    Mode mode = decision.mode();
    if (mode != null && mode != Mode.ENFORCE && decision.verdict() == Verdict.DENY) {
      lines.add("mode " + mode.text() + ": it passes all the same");
    }
    decision.nearMisses().forEach(miss -> lines.add("near miss: " + miss));
    decision.notes().forEach(note -> lines.add("note: " + note));
    String next = "to allow it: ";
    for (Remedy step : decision.suggestion()) {
      lines.add(next + step.what() + (step.lines().isEmpty() ? "" : ":"));
      step.lines().forEach(line -> lines.add("  " + line));
      next = "and: ";
    }
    return lines.stream().map(SafeText::oneLine).toList();
  }

  private static String why(Decision decision) {
    EntryName entry = decision.entry();
    if (entry != null) {
      return (decision.verdict() == Verdict.ALLOW ? "allowed by " : "denied by ") + entry;
    }
    return switch (decision.reason()) {
      case NOT_ALLOWED, EXPIRED, OUTSIDE_CEILING ->
          decision.reason().text() + ": " + decision.policy();
      default -> decision.reason().text();
    };
  }
}
