package dev.postern.rules.compile;

import dev.postern.event.Event;
import dev.postern.rules.condition.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Up to 64 rules as a tree, in which what several of them ask first is asked once: rules that begin
 * with the same macro share its checks, and where one of these fails, all of them are done. Which
 * rules match is the same as if each were asked alone, since asking changes nothing.
 */
public final class RuleTree implements RuleTest {

  /** So many fit into the bits of a long. */
  public static final int RULES = Long.SIZE;

  /**
   * What rules have in common, and what those that agree so far ask next.
   *
   * @param asked must hold for anything below
   * @param matching the rules that ask nothing more, as bits
   * @param next what the others ask
   */
  public record Node(Matcher<Event> asked, long matching, List<Node> next) {}

  /** A node as it is walked: an array, because every event passes and C1 sees through no list. */
  private static final class Step {

    private final Matcher<Event> asked;
    private final long matching;
    private final Step[] next;

    private Step(Node node) {
      asked = node.asked();
      matching = node.matching();
      next = node.next().stream().map(Step::new).toArray(Step[]::new);
    }

    private long matches(Event event) {
      if (!asked.matches(event)) {
        return 0;
      }
      long found = matching;
      for (Step step : next) {
        found |= step.matches(event);
      }
      return found;
    }
  }

  /** A node while rules are added to it. */
  private static final class Branch {

    private final List<Condition> asked = new ArrayList<>();
    private final Map<Integer, Branch> next = new LinkedHashMap<>();
    private long matching;

    /** The branch for a rule that asks this next. */
    private Branch then(Condition condition, int number) {
      return next.computeIfAbsent(
          number,
          _ -> {
            Branch branch = new Branch();
            branch.asked.add(condition);
            return branch;
          });
    }

    /** A row of branches that nothing turns off from is one. */
    private void straighten() {
      while (matching == 0 && next.size() == 1) {
        Branch only = next.values().iterator().next();
        asked.addAll(only.asked);
        matching = only.matching;
        next.clear();
        next.putAll(only.next);
      }
    }
  }

  private final Node root;
  private final Step first;

  /**
   * Compiles the conditions.
   *
   * @param conditions of at most {@link #RULES} rules, in their order
   */
  public RuleTree(
      List<Condition> conditions, ConditionNumbers numbers, ConditionCompiler<Event> compiler) {
    Branch trunk = new Branch();
    for (int i = 0; i < conditions.size(); i++) {
      Branch branch = trunk;
      for (Condition part : conjuncts(conditions.get(i))) {
        branch = branch.then(part, numbers.of(part));
      }
      branch.matching |= 1L << i;
    }
    root = node(trunk, compiler);
    first = new Step(root);
  }

  private static List<Condition> conjuncts(Condition condition) {
    return condition instanceof Condition.And and ? and.parts() : List.of(condition);
  }

  /** As deep as branches part: at most once for each rule. */
  private static Node node(Branch branch, ConditionCompiler<Event> compiler) {
    branch.straighten();
    List<Matcher<Event>> asked = new ArrayList<>();
    for (Condition condition : branch.asked) {
      asked.add(compiler.compile(condition));
    }
    List<Node> next = new ArrayList<>();
    for (Branch after : branch.next.values()) {
      next.add(node(after, compiler));
    }
    return new Node(
        asked.size() == 1 ? asked.getFirst() : new Matcher.All<>(asked), branch.matching, next);
  }

  /** Where asking begins. */
  public Node root() {
    return root;
  }

  @Override
  public long matches(Event event) {
    return first.matches(event);
  }
}
