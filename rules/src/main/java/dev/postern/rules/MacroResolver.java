package dev.postern.rules;

import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.ConditionParser;
import dev.postern.rules.condition.ConditionSyntaxException;
import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Replaces the names of macros in conditions by what they stand for. */
final class MacroResolver {

  /** Checks in one condition, macros written out: a few macros of macros can ask for billions. */
  private static final long SIZE_LIMIT = 100_000;

  private static final int MACRO_NESTING_LIMIT = 200;

  /** Of a tree without macros: what walks it recurses, on threads with small stacks too. */
  private static final int TREE_DEPTH_LIMIT = ConditionParser.NESTING_LIMIT + 2;

  private static final String TOO_DEEP =
      "nested more than " + TREE_DEPTH_LIMIT + " deep once its macros are written out";

  /** A condition without macros, how many checks it has, and how deep its tree is. */
  private record Expanded(Condition condition, long size, int depth) {}

  private final Collector definitions;
  private final Diagnostics diagnostics;
  private final boolean complete;
  private final Map<String, Optional<Expanded>> resolved = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  private int depth;

  /**
   * Resolves every macro, so that a broken one is reported also when no rule uses it.
   *
   * @param complete whether a macro that is not there was never defined; otherwise its file could
   *     not be read, which is reported already
   */
  MacroResolver(Collector definitions, boolean complete, Diagnostics diagnostics) {
    this.definitions = definitions;
    this.complete = complete;
    this.diagnostics = diagnostics;
    for (String name : definitions.macroNames()) {
      macro(name);
    }
  }

  /** A rule's condition without macros; null, and reported, when there can't be one. */
  @Nullable Condition resolve(SourceText condition, String rule) {
    Expanded expanded = parse(condition, null, rule);
    return expanded == null ? null : expanded.condition();
  }

  private @Nullable Expanded macro(String name) {
    Optional<Expanded> known = resolved.get(name);
    if (known != null) {
      return known.orElse(null);
    }
    Collector.CollectedMacro macro = definitions.macro(name);
    if (macro == null) {
      return null;
    }
    open.add(name);
    Expanded expanded = parse(macro.macro().condition(), macro, null);
    open.remove(name);
    resolved.put(name, Optional.ofNullable(expanded));
    return expanded;
  }

  private @Nullable Expanded parse(
      SourceText text, Collector.@Nullable CollectedMacro inside, @Nullable String rule) {
    Consumer<Problem> syntax = diagnostics.errors(LoadCode.LOAD_ERR_COMPILE_CONDITION, rule);
    Consumer<Problem> validity = diagnostics.errors(LoadCode.LOAD_ERR_VALIDATE, rule);
    try {
      return expand(ConditionParser.parse(text), inside, validity);
    } catch (ConditionSyntaxException e) {
      syntax.accept(e.problem());
      return null;
    }
  }

  private @Nullable Expanded expand(
      Condition condition, Collector.@Nullable CollectedMacro inside, Consumer<Problem> problems) {
    // Asked on the way down too: a macro inside a macro goes on where the outer one is.
    if (depth >= TREE_DEPTH_LIMIT) {
      problems.accept(new Problem(condition.at(), TOO_DEEP));
      return null;
    }
    depth++;
    Expanded expanded = expandNode(condition, inside, problems);
    depth--;
    return expanded;
  }

  private @Nullable Expanded expandNode(
      Condition condition, Collector.@Nullable CollectedMacro inside, Consumer<Problem> problems) {
    return switch (condition) {
      case Condition.Check check -> new Expanded(check, 1, 1);
      case Condition.MacroRef macro -> reference(macro, inside, problems);
      case Condition.Not not -> {
        Expanded part = expand(not.part(), inside, problems);
        yield part == null
            ? null
            : limited(
                new Expanded(
                    new Condition.Not(part.condition(), not.at()), part.size(), part.depth() + 1),
                problems);
      }
      case Condition.And and -> join(condition, and.parts(), inside, problems);
      case Condition.Or or -> join(condition, or.parts(), inside, problems);
    };
  }

  private @Nullable Expanded join(
      Condition joined,
      List<Condition> parts,
      Collector.@Nullable CollectedMacro inside,
      Consumer<Problem> problems) {
    List<Condition> conditions = new ArrayList<>(parts.size());
    long size = 0;
    int depth = 0;
    for (Condition part : parts) {
      Expanded expanded = expand(part, inside, problems);
      if (expanded != null) {
        conditions.add(expanded.condition());
        size += expanded.size();
        depth = Math.max(depth, expanded.depth());
      }
    }
    if (conditions.size() < parts.size()) {
      return null;
    }
    Condition condition =
        joined instanceof Condition.And
            ? new Condition.And(conditions, joined.at())
            : new Condition.Or(conditions, joined.at());
    return limited(new Expanded(condition, size, depth + 1), problems);
  }

  private @Nullable Expanded limited(Expanded expanded, Consumer<Problem> problems) {
    String over =
        expanded.size() > SIZE_LIMIT
            ? "more than " + SIZE_LIMIT + " checks once its macros are written out"
            : expanded.depth() > TREE_DEPTH_LIMIT ? TOO_DEEP : null;
    if (over == null) {
      return expanded;
    }
    problems.accept(new Problem(expanded.condition().at(), over));
    return null;
  }

  private @Nullable Expanded reference(
      Condition.MacroRef ref,
      Collector.@Nullable CollectedMacro inside,
      Consumer<Problem> problems) {
    String name = ref.name();
    Collector.CollectedMacro macro = definitions.macro(name);
    if (open.contains(name)) {
      problems.accept(new Problem(ref.at(), "macro '" + name + "' uses itself: " + cycle(name)));
      return null;
    }
    if (macro == null) {
      if (complete) {
        problems.accept(
            new Problem(
                ref.at(),
                definitions.lists().containsKey(name)
                    ? "'" + name + "' is a list, not a macro"
                    : "undefined macro '" + name + "'",
                NearestName.suggestion(name, definitions.macroNames())));
      }
      return null;
    }
    if (inside != null && !inside.maySee(macro)) {
      problems.accept(
          new Problem(
              ref.at(),
              "macro '" + name + "' is defined later, at " + macro.macro().name().place(),
              "a macro can use only earlier macros"));
      return null;
    }
    if (open.size() > MACRO_NESTING_LIMIT) {
      problems.accept(
          new Problem(ref.at(), "macros are nested more than " + MACRO_NESTING_LIMIT + " deep"));
      return null;
    }
    return macro(name);
  }

  private String cycle(String name) {
    List<String> path = new ArrayList<>(open);
    path.add(name);
    return String.join(" -> ", path.subList(path.indexOf(name), path.size()));
  }
}
