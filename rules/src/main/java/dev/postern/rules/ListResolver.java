package dev.postern.rules;

import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.ConditionParser;
import dev.postern.rules.condition.ConditionSyntaxException;
import dev.postern.rules.condition.Value;
import dev.postern.rules.exception.RuleException;
import dev.postern.rules.list.ListFile;
import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replaces the names of lists inside lists by what they hold. An item is read as Falco reads it,
 * which writes it into the condition: see {@link RuleException}.
 */
final class ListResolver {

  private static final int NESTING_LIMIT = 200;

  /** A few lists that hold one long list each could ask for any number. */
  private static final int TOTAL_LIMIT = 5_000_000;

  private final Map<String, Definition.ListOf> lists;
  private final Diagnostics diagnostics;
  private final Map<String, List<Value>> resolved = new HashMap<>();
  private final Map<String, List<Problem>> problems = new HashMap<>();
  private final Set<String> used = new HashSet<>();
  private int total;
  private final Set<String> open = new LinkedHashSet<>();

  ListResolver(Map<String, Definition.ListOf> lists, Diagnostics diagnostics) {
    this.lists = lists;
    this.diagnostics = diagnostics;
    lists.values().forEach(this::resolve);
  }

  /**
   * Every list's values, by its name as conditions have it.
   *
   * @param files those that lists came from
   */
  ValueLists values(Collection<ListFile> files) {
    Map<String, List<Value>> values = new HashMap<>();
    resolved.forEach((name, list) -> values.put(ListNames.spelled(name), list));
    return new ValueLists(values, files);
  }

  /** Whether another list holds a list's name. */
  boolean isUsed(String name) {
    return used.contains(name);
  }

  /** Reports items that no condition could hold; nobody minds in a list that is not used. */
  void reportItems(String name) {
    problems
        .getOrDefault(name, List.of())
        .forEach(diagnostics.errors(LoadCode.LOAD_ERR_COMPILE_CONDITION, null));
  }

  private List<Value> resolve(Definition.ListOf list) {
    String name = list.name().value();
    List<Value> known = resolved.get(name);
    if (known != null) {
      return known;
    }
    open.add(name);
    // By text: a value twice is a value once, and lists of lists can't grow without bound.
    Map<String, Value> values = new LinkedHashMap<>();
    if (list.file() != null) {
      list.file().values().forEach(value -> values.put(value.text(), value));
    }
    for (SourceText item : list.items()) {
      String text = item.value();
      Definition.ListOf inner = lists.get(text);
      // A list may hold its own name as a plain value: "nginx" in the list nginx.
      if (inner == null || text.equals(name)) {
        add(item, name, values);
      } else if (open.contains(text) || open.size() > NESTING_LIMIT) {
        diagnostics.error(
            LoadCode.LOAD_ERR_VALIDATE,
            item.place(),
            open.contains(text)
                ? "list '" + text + "' contains itself: " + cycle(text)
                : "lists are nested more than " + NESTING_LIMIT + " deep");
      } else {
        used.add(text);
        resolve(inner).forEach(value -> values.putIfAbsent(value.text(), value));
      }
    }
    open.remove(name);
    if (total > TOTAL_LIMIT - values.size()) {
      diagnostics.error(
          LoadCode.LOAD_ERR_VALIDATE,
          list.name().place(),
          "more than " + TOTAL_LIMIT + " values in all lists, each with those inside it");
      values.clear();
    }
    total += values.size();
    List<Value> all = List.copyOf(values.values());
    resolved.put(name, all);
    return all;
  }

  private void add(SourceText item, String list, Map<String, Value> values) {
    try {
      for (Value value : ConditionParser.parseValues(RuleException.quoted(item))) {
        values.putIfAbsent(value.text(), value);
      }
    } catch (ConditionSyntaxException e) {
      problems.computeIfAbsent(list, key -> new ArrayList<>()).add(e.problem());
    }
  }

  private String cycle(String name) {
    List<String> path = new ArrayList<>(open);
    path.add(name);
    return String.join(" -> ", path.subList(path.indexOf(name), path.size()));
  }
}
