package dev.postern.rules.record;

import dev.postern.rules.LoadResult;
import dev.postern.rules.LoadedRule;
import dev.postern.rules.MacroNames;
import dev.postern.rules.SafeText;
import dev.postern.rules.compile.ConditionCompiler;
import dev.postern.rules.condition.CheckText;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.FieldNames;
import dev.postern.rules.field.FieldUse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A part of a condition and what it says of an event. Every part is asked, also where the outcome
 * does not depend on it.
 *
 * @param holds whether it is true
 * @param macro the macro it was written as, or null
 * @param text {@code and}, {@code or}, {@code not}, or a check as a rule file has it
 * @param values the fields of a check with their values; empty for the others
 */
public record Explanation(
    boolean holds, @Nullable String macro, String text, String values, List<Explanation> parts) {

  private static final String ABSENT = "<NA>";

  public Explanation {
    parts = List.copyOf(parts);
  }

  /**
   * Explains what a rule's condition says of an event.
   *
   * @param loaded the load, without errors, that the rule is of
   */
  public static Explanation of(LoadedRule rule, LoadResult loaded, RecordedEvent event) {
    return new Explainer(
            new ConditionCompiler<>(
                RecordedFields.catalog(), loaded.lists(), RecordedRules.noProblems()),
            loaded.macros(),
            event)
        .explain(rule.condition());
  }

  /** Whether a rule is tried on such events at all. */
  public static boolean isTried(LoadedRule rule, RecordedEvent event) {
    return RecordedRules.isTried(rule.types(), event);
  }

  /** One line each, a part further in than what it is a part of. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    addLines("", lines);
    return lines;
  }

  private void addLines(String indent, List<String> lines) {
    String named = macro == null ? "" : macro + ": ";
    String read = values.isEmpty() ? "" : "    [" + values + "]";
    lines.add(SafeText.oneLine((holds ? "true   " : "false  ") + indent + named + text + read));
    parts.forEach(part -> part.addLines(indent + "  ", lines));
  }

  private record Explainer(
      ConditionCompiler<RecordedEvent> compiler, MacroNames macros, RecordedEvent event) {

    private Explanation explain(Condition condition) {
      return switch (condition) {
        case Condition.And and -> {
          List<Explanation> parts = parts(and.parts());
          yield node(and, parts.stream().allMatch(Explanation::holds), "and", parts);
        }
        case Condition.Or or -> {
          List<Explanation> parts = parts(or.parts());
          yield node(or, parts.stream().anyMatch(Explanation::holds), "or", parts);
        }
        case Condition.Not not -> {
          Explanation part = explain(not.part());
          yield node(not, !part.holds(), "not", List.of(part));
        }
        case Condition.Check check ->
            new Explanation(
                compiler.compile(check).matches(event),
                macros.of(check),
                CheckText.of(check),
                values(check),
                List.of());
        case Condition.MacroRef macro -> throw new IllegalArgumentException(macro.name());
      };
    }

    private Explanation node(
        Condition condition, boolean holds, String text, List<Explanation> parts) {
      return new Explanation(holds, macros.of(condition), text, "", parts);
    }

    private List<Explanation> parts(List<Condition> conditions) {
      List<Explanation> parts = new ArrayList<>(conditions.size());
      for (Condition condition : conditions) {
        parts.add(explain(condition));
      }
      return parts;
    }

    private String values(Condition.Check check) {
      return FieldNames.in(check).stream()
          .map(Explainer::key)
          .distinct()
          .map(this::value)
          .collect(Collectors.joining(", "));
    }

    private String value(String field) {
      String value = event.text(field);
      return field + " is " + (value == null ? ABSENT : value);
    }

    private static String key(FieldName field) {
      return RecordedFields.catalog().resolve(field.name(), field.argument())
              instanceof FieldUse.Found<RecordedEvent> found
          ? RecordedFields.key(found.field(), found.argument())
          : field.text();
    }
  }
}
