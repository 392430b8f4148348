package dev.postern.rules;

import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Replaces the names of lists inside lists by what they hold. */
final class ListResolver {

  private static final int NESTING_LIMIT = 200;

  private final Map<String, Definition.ListOf> lists;
  private final Diagnostics diagnostics;
  private final Map<String, List<Value>> resolved = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  private ListResolver(Map<String, Definition.ListOf> lists, Diagnostics diagnostics) {
    this.lists = lists;
    this.diagnostics = diagnostics;
  }

  static ValueLists resolve(Map<String, Definition.ListOf> lists, Diagnostics diagnostics) {
    ListResolver resolver = new ListResolver(lists, diagnostics);
    lists.values().forEach(resolver::resolve);
    return new ValueLists(resolver.resolved);
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
    for (Value item : list.items()) {
      Definition.ListOf inner = lists.get(item.text());
      // A list may hold its own name as a plain value: "nginx" in the list nginx.
      if (inner == null || item.text().equals(name)) {
        values.putIfAbsent(item.text(), item);
      } else if (open.contains(item.text()) || open.size() > NESTING_LIMIT) {
        diagnostics.error(
            LoadCode.LOAD_ERR_VALIDATE,
            item.at().place(),
            open.contains(item.text())
                ? "list '" + item.text() + "' contains itself: " + cycle(item.text())
                : "lists are nested more than " + NESTING_LIMIT + " deep");
      } else {
        resolve(inner).forEach(value -> values.putIfAbsent(value.text(), value));
      }
    }
    open.remove(name);
    List<Value> all = List.copyOf(values.values());
    resolved.put(name, all);
    return all;
  }

  private String cycle(String name) {
    List<String> path = new ArrayList<>(open);
    path.add(name);
    return String.join(" -> ", path.subList(path.indexOf(name), path.size()));
  }
}
