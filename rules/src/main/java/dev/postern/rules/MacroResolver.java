package dev.postern.rules;

import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.ConditionParser;
import dev.postern.rules.condition.ConditionSyntaxException;
import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.Position;
import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /**
   * A condition without macros.
   *
   * @param size how many checks it has
   * @param depth how deep its tree is
   * @param broken whether a part was left out, which is reported
   */
  record Expanded(Condition condition, long size, int depth, boolean broken) {

    /** Instead of a part that is reported: true, so that the rest can be looked at. */
    static Expanded leftOut(Position at) {
      return new Expanded(new Condition.And(List.of(), at), 1, 1, true);
    }
  }

  private final Collector definitions;
  private final ListNames lists;
  private final Diagnostics diagnostics;
  private final Map<String, Expanded> resolved = new HashMap<>();
  private final Set<String> used = new HashSet<>();
  private final MacroNames names = new MacroNames();
  private final Set<String> open = new LinkedHashSet<>();
  private int depth;

  /** Resolves every macro, so that a broken one is reported also when no rule uses it. */
  MacroResolver(Collector definitions, ListNames lists, Diagnostics diagnostics) {
    this.definitions = definitions;
    this.lists = lists;
    this.diagnostics = diagnostics;
    for (String name : definitions.macroNames()) {
      macro(name);
    }
  }

  /** A rule's condition without macros. */
  Expanded resolve(Condition condition, String rule) {
    return expand(condition, null, diagnostics.errors(LoadCode.LOAD_ERR_VALIDATE, rule));
  }

  /** The macros that rules resolved so far and macros refer to. */
  Set<String> used() {
    return used;
  }

  /** Which resolved conditions have a macro's name. */
  MacroNames names() {
    return names;
  }

  private Expanded macro(String name) {
    Expanded known = resolved.get(name);
    if (known != null) {
      return known;
    }
    CollectedMacro macro = Objects.requireNonNull(definitions.macro(name));
    open.add(name);
    Expanded expanded = parse(macro);
    open.remove(name);
    resolved.put(name, expanded);
    names.add(expanded.condition(), name);
    return expanded;
  }

  private Expanded parse(CollectedMacro macro) {
    SourceText text = lists.spell(macro.condition());
    try {
      return expand(
          ConditionParser.parse(text), macro, diagnostics.errors(LoadCode.LOAD_ERR_VALIDATE, null));
    } catch (ConditionSyntaxException e) {
      diagnostics.errors(LoadCode.LOAD_ERR_COMPILE_CONDITION, null).accept(e.problem());
      return Expanded.leftOut(text.position(0));
    }
  }

  private Expanded expand(
      Condition condition, @Nullable CollectedMacro inside, Consumer<Problem> problems) {
    // Asked on the way down too: a macro inside a macro goes on where the outer one is.
    if (depth >= TREE_DEPTH_LIMIT) {
      problems.accept(new Problem(condition.at(), TOO_DEEP));
      return Expanded.leftOut(condition.at());
    }
    depth++;
    Expanded expanded = expandNode(condition, inside, problems);
    depth--;
    return expanded;
  }

  private Expanded expandNode(
      Condition condition, @Nullable CollectedMacro inside, Consumer<Problem> problems) {
    return switch (condition) {
      case Condition.Check check -> new Expanded(check, 1, 1, false);
      case Condition.MacroRef macro -> reference(macro, inside, problems);
      case Condition.Not not -> {
        Expanded part = expand(not.part(), inside, problems);
        yield limited(
            new Expanded(
                new Condition.Not(part.condition(), not.at()),
                part.size(),
                part.depth() + 1,
                part.broken()),
            problems);
      }
      case Condition.And and -> join(condition, and.parts(), inside, problems);
      case Condition.Or or -> join(condition, or.parts(), inside, problems);
    };
  }

  private Expanded join(
      Condition joined,
      List<Condition> parts,
      @Nullable CollectedMacro inside,
      Consumer<Problem> problems) {
    List<Condition> conditions = new ArrayList<>(parts.size());
    long size = 0;
    int depth = 0;
    boolean broken = false;
    for (Condition part : parts) {
      Expanded expanded = expand(part, inside, problems);
      conditions.add(expanded.condition());
      size += expanded.size();
      depth = Math.max(depth, expanded.depth());
      broken |= expanded.broken();
    }
    Condition condition =
        joined instanceof Condition.And
            ? new Condition.And(conditions, joined.at())
            : new Condition.Or(conditions, joined.at());
    return limited(new Expanded(condition, size, depth + 1, broken), problems);
  }

  private Expanded limited(Expanded expanded, Consumer<Problem> problems) {
    String over =
        expanded.size() > SIZE_LIMIT
            ? "more than " + SIZE_LIMIT + " checks once its macros are written out"
            : expanded.depth() > TREE_DEPTH_LIMIT ? TOO_DEEP : null;
    if (over == null) {
      return expanded;
    }
    if (!expanded.broken()) {
      problems.accept(new Problem(expanded.condition().at(), over));
    }
    return Expanded.leftOut(expanded.condition().at());
  }

  private Expanded reference(
      Condition.MacroRef ref, @Nullable CollectedMacro inside, Consumer<Problem> problems) {
    String name = ref.name();
    CollectedMacro macro = definitions.macro(name);
    if (macro == null) {
      if (definitions.isMissing(Definition.Kind.MACRO, name)) {
        boolean list = definitions.lists().containsKey(name);
        problems.accept(
            new Problem(
                ref.at(),
                list ? "'" + name + "' is a list, not a macro" : "undefined macro '" + name + "'",
                NearestName.suggestion(name, definitions.macroNames())));
      }
      return Expanded.leftOut(ref.at());
    }
    Problem problem = null;
    if (open.contains(name)) {
      problem = new Problem(ref.at(), "macro '" + name + "' uses itself: " + cycle(name));
    } else if (inside != null && !inside.maySee(macro)) {
      problem =
          new Problem(
              ref.at(),
              "macro '" + name + "' is defined later, at " + macro.name().place(),
              "a macro can use only earlier macros");
    } else if (open.size() > MACRO_NESTING_LIMIT) {
      problem =
          new Problem(ref.at(), "macros are nested more than " + MACRO_NESTING_LIMIT + " deep");
    }
    if (problem != null) {
      problems.accept(problem);
      return Expanded.leftOut(ref.at());
    }
    used.add(name);
    return macro(name);
  }

  private String cycle(String name) {
    List<String> path = new ArrayList<>(open);
    path.add(name);
    return String.join(" -> ", path.subList(path.indexOf(name), path.size()));
  }
}
