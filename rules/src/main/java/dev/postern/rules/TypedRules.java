package dev.postern.rules;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.rules.compile.ConditionCompiler;
import dev.postern.rules.compile.ConditionNumbers;
import dev.postern.rules.compile.RuleTree;
import dev.postern.rules.compile.Specialiser;
import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.field.FieldCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The rules that can match one type of event, without what the type alone already answers. */
final class TypedRules {

  /** Rules that share a tree. */
  private record Chunk(List<Rule> rules, RuleTree tree) {}

  /** Compiles rules for one type after the other. */
  static final class Compiler {

    private final ValueLists lists;
    private final ConditionNumbers numbers;
    private final ConditionCompiler<Event> conditions;

    Compiler(FieldCatalog<Event> fields, ValueLists lists) {
      this.lists = lists;
      this.numbers = new ConditionNumbers(lists);
      this.conditions =
          new ConditionCompiler<>(
              fields,
              lists,
              problem -> {
                throw new IllegalStateException("not found when the rule was checked: " + problem);
              });
    }

    /** Those of the rules that can match an event of the type, in the same order. */
    TypedRules compile(List<CheckedRule> checked, EventType type) {
      Specialiser specialiser = new Specialiser(type, lists);
      List<Rule> rules = new ArrayList<>();
      List<Condition> remaining = new ArrayList<>();
      for (CheckedRule rule : checked) {
        if (rule.types().contains(type)) {
          Condition condition = specialiser.specialise(rule.condition());
          if (!Specialiser.isNever(condition)) {
            rules.add(rule.rule());
            remaining.add(condition);
          }
        }
      }
      List<Chunk> chunks = new ArrayList<>();
      for (int from = 0; from < rules.size(); from += RuleTree.RULES) {
        int to = Math.min(from + RuleTree.RULES, rules.size());
        chunks.add(
            new Chunk(
                List.copyOf(rules.subList(from, to)),
                new RuleTree(remaining.subList(from, to), numbers, conditions)));
      }
      return new TypedRules(chunks.toArray(new Chunk[0]));
    }
  }

  private final Chunk[] chunks;

  private TypedRules(Chunk[] chunks) {
    this.chunks = chunks;
  }

  boolean isEmpty() {
    return chunks.length == 0;
  }

  /**
   * Tries the rules on an event of the type.
   *
   * @param firstOnly leaves it at the first that matches
   */
  void evaluate(Event event, boolean firstOnly, Consumer<Alert> alerts) {
    for (Chunk chunk : chunks) {
      long matching = chunk.tree().matches(event);
      while (matching != 0) {
        Rule rule = chunk.rules().get(Long.numberOfTrailingZeros(matching));
        alerts.accept(MatchedRule.of(rule, event));
        if (firstOnly) {
          return;
        }
        matching &= matching - 1; // without its lowest bit
      }
    }
  }
}
