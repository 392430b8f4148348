package dev.postern.rules.compile;

import dev.postern.rules.condition.Condition;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.source.Problem;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compiles conditions whose macros are resolved. Problems are reported, all of them; what is
 * returned after one must not be used.
 *
 * @param <E> what the conditions will be asked about
 */
public final class ConditionCompiler<E> {

  private final CheckCompiler<E> checks;

  /** By identity: what a macro stands for is one object wherever it is used. */
  private final IdentityHashMap<Condition, Matcher<E>> compiled = new IdentityHashMap<>();

  public ConditionCompiler(FieldCatalog<E> catalog, ValueLists lists, Consumer<Problem> problems) {
    this.checks = new CheckCompiler<>(catalog, lists, problems);
  }

  /**
   * Compiles one condition; the same object asked for again is compiled once.
   *
   * @throws IllegalArgumentException for a macro that is not resolved
   */
  public Matcher<E> compile(Condition condition) {
    Matcher<E> known = compiled.get(condition);
    if (known != null) {
      return known;
    }
    Matcher<E> matcher = compileNode(condition);
    compiled.put(condition, matcher);
    return matcher;
  }

  private Matcher<E> compileNode(Condition condition) {
    return switch (condition) {
      case Condition.And and -> new Matcher.All<>(compile(and.parts()));
      case Condition.Or or -> new Matcher.Any<>(compile(or.parts()));
      case Condition.Not not -> new Matcher.None<>(compile(not.part()));
      case Condition.Check check -> checks.compile(check);
      case Condition.MacroRef macro ->
          throw new IllegalArgumentException("macro not resolved: " + macro.name());
    };
  }

  /** A loop, not a stream: a stream's frames would cost the stack ten times the depth. */
  private List<Matcher<E>> compile(List<Condition> parts) {
    List<Matcher<E>> compiled = new ArrayList<>(parts.size());
    for (Condition part : parts) {
      compiled.add(compile(part));
    }
    return compiled;
  }
}
