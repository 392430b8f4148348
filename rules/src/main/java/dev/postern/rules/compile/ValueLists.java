package dev.postern.rules.compile;

import dev.postern.rules.condition.Value;
import dev.postern.rules.list.ListFile;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists by name, each already free of references to others. */
public final class ValueLists {

  private final Map<String, List<Value>> byName;

  /** By the one value that stands for each: it is where that value stands, and nothing else is. */
  private final IdentityHashMap<SourceText, ListFile> largeFiles = new IdentityHashMap<>();

  private final Set<String> fileNames = new HashSet<>();

  public ValueLists(Map<String, List<Value>> byName) {
    this(byName, List.of());
  }

  /**
   * @param byName every list's values
   * @param files those that lists came from; what stands for a large one is among the values
   */
  public ValueLists(Map<String, List<Value>> byName, Collection<ListFile> files) {
    this.byName = Map.copyOf(byName);
    for (ListFile file : files) {
      fileNames.add(file.path().toString());
      if (file.isLarge()) {
        largeFiles.put(file.values().getFirst().at().text(), file);
      }
    }
  }

  /** Every list's values. */
  public Map<String, List<Value>> byName() {
    return byName;
  }

  /** The large list that an expanded value stands for, or null when it is a value. */
  @Nullable ListFile large(Value value) {
    return largeFiles.get(value.at().text());
  }

  /** Whether an expanded value stands in the file of a list, of whatever size. */
  boolean isFromFile(Value value) {
    return !fileNames.isEmpty() && fileNames.contains(value.at().place().file());
  }

  /** Whether one of the expanded values stands for a large list, which is looked up in its file. */
  boolean holdLarge(List<Value> values) {
    return !largeFiles.isEmpty() && values.stream().anyMatch(value -> large(value) != null);
  }

  /** How many values expanded values are, with all entries of large lists. */
  int size(List<Value> values) {
    int size = 0;
    for (Value value : values) {
      ListFile file = large(value);
      size += file == null ? 1 : file.entries();
    }
    return size;
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
