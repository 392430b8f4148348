package dev.postern.rules.compile.generated;

import dev.postern.event.Event;
import dev.postern.rules.compile.Matcher;
import dev.postern.rules.compile.RuleTree;
import java.util.ArrayList;
import java.util.List;

/** Cuts a tree of rules into methods that are small enough to be compiled. */
final class MethodPlan {

  /**
   * Branches that one method tries, one after the other.
   *
   * @param branches each with the methods that try more of what follows it
   */
  record TreeMethod(String name, List<Branch> branches) {}

  /**
   * A node of the tree.
   *
   * @param asked must hold for anything below
   * @param matching the rules that ask nothing more, as bits
   * @param next what follows in the same method
   * @param calls what follows in other methods
   */
  record Branch(Matcher<Event> asked, long matching, List<Branch> next, List<String> calls) {}

  private final List<TreeMethod> trees = new ArrayList<>();
  private final List<Outlined> conditions = new ArrayList<>();

  /** Where asking begins. */
  final String first;

  MethodPlan(RuleTree tree) {
    first = method(List.of(tree.root()));
  }

  List<TreeMethod> trees() {
    return trees;
  }

  List<Outlined> conditions() {
    return conditions;
  }

  private String method(List<RuleTree.Node> nodes) {
    List<Branch> branches = new ArrayList<>();
    for (RuleTree.Node node : nodes) {
      branches.add(branch(node));
    }
    String name = "rules" + trees.size();
    trees.add(new TreeMethod(name, branches));
    return name;
  }

  private Branch branch(RuleTree.Node node) {
    Matcher<Event> asked = small(node.asked());
    List<Branch> inside = new ArrayList<>();
    List<String> calls = new ArrayList<>();
    if (Weight.of(node) <= Weight.METHOD) {
      for (RuleTree.Node next : node.next()) {
        inside.add(branch(next));
      }
    } else {
      for (List<RuleTree.Node> group : groups(node.next())) {
        calls.add(method(group));
      }
    }
    return new Branch(asked, node.matching(), inside, calls);
  }

  /** In order; each as heavy as one method may be, or a single node. */
  private static List<List<RuleTree.Node>> groups(List<RuleTree.Node> nodes) {
    List<List<RuleTree.Node>> groups = new ArrayList<>();
    int weight = Weight.METHOD;
    for (RuleTree.Node node : nodes) {
      weight += Weight.of(node);
      if (weight > Weight.METHOD) {
        groups.add(new ArrayList<>());
        weight = Weight.of(node);
      }
      groups.getLast().add(node);
    }
    return groups;
  }

  /** The condition, with methods in the place of its parts where it is too large for one. */
  private Matcher<Event> small(Matcher<Event> matcher) {
    if (Weight.of(matcher) <= Weight.METHOD / 2) {
      return matcher;
    }
    return switch (matcher) {
      case Matcher.All<Event> all -> new Matcher.All<>(groupsOf(all.parts(), true));
      case Matcher.Any<Event> any -> new Matcher.Any<>(groupsOf(any.parts(), false));
      case Matcher.None<Event> none -> new Matcher.None<>(small(none.part()));
      default -> matcher;
    };
  }

  private List<Matcher<Event>> groupsOf(List<Matcher<Event>> parts, boolean all) {
    List<Matcher<Event>> groups = new ArrayList<>();
    List<Matcher<Event>> group = new ArrayList<>();
    int weight = 0;
    for (Matcher<Event> part : parts) {
      Matcher<Event> cut = small(part);
      if (weight + Weight.of(cut) > Weight.METHOD / 2 && !group.isEmpty()) {
        groups.add(outlined(group, all));
        group = new ArrayList<>();
        weight = 0;
      }
      group.add(cut);
      weight += Weight.of(cut);
    }
    groups.add(outlined(group, all));
    // A thousand groups are too many for one method again.
    Matcher<Event> together = all ? new Matcher.All<>(groups) : new Matcher.Any<>(groups);
    return Weight.of(together) <= Weight.METHOD / 2 ? groups : groupsOf(groups, all);
  }

  private Outlined outlined(List<Matcher<Event>> parts, boolean all) {
    Matcher<Event> whole = all ? new Matcher.All<>(parts) : new Matcher.Any<>(parts);
    Outlined method = new Outlined("condition" + conditions.size(), whole);
    conditions.add(method);
    return method;
  }
}
