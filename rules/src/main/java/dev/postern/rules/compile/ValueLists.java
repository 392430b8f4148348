package dev.postern.rules.compile;

import dev.postern.rules.condition.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lists by name, each already free of references to others.
 *
 * @param byName every list's values
 */
public record ValueLists(Map<String, List<Value>> byName) {

  public ValueLists {
    byName = Map.copyOf(byName);
  }

  /** Whether a value stands for a list. */
  public boolean isList(Value value) {
    return !value.quoted() && byName.containsKey(value.text());
  }

  /** The values with each list's name replaced by what it holds. */
  public List<Value> expand(List<Value> values) {
    if (values.stream().noneMatch(this::isList)) {
      return values;
    }
    List<Value> expanded = new ArrayList<>();
    for (Value value : values) {
      List<Value> items = value.quoted() ? null : byName.get(value.text());
      if (items == null) {
        expanded.add(value);
      } else {
        expanded.addAll(items);
      }
    }
    return expanded;
  }
}
