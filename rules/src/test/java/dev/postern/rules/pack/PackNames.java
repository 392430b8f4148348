package dev.postern.rules.pack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The pack's lists and macros.
 *
 * @param lists their items, by name
 * @param macros their conditions, by name
 * @param files the file of each list
 */
record PackNames(
    SequencedMap<String, List<String>> lists,
    SequencedMap<String, String> macros,
    Map<String, String> files) {

  static PackNames read() {
    SequencedMap<String, List<String>> lists = new LinkedHashMap<>();
    SequencedMap<String, String> macros = new LinkedHashMap<>();
    Map<String, String> files = new LinkedHashMap<>();
    for (String file : PackYaml.ruleFiles()) {
      for (Object document : PackYaml.documents(PackYaml.PACK.resolve(file))) {
        for (Object item : PackYaml.sequence(document)) {
          Map<String, @Nullable Object> keys = PackYaml.map(item);
          if (keys.get("list") instanceof String name) {
            lists.put(name, PackYaml.texts(keys.get("items")));
            files.put(name, file);
          } else if (keys.get("macro") instanceof String name) {
            macros.put(name, String.valueOf(keys.get("condition")));
          }
        }
      }
    }
    return new PackNames(lists, macros, files);
  }

  /** What the lists of a file hold, names of lists left out. */
  List<String> items(String file, Predicate<String> listName) {
    List<String> items = new ArrayList<>();
    lists.forEach(
        (name, held) -> {
          if (file.equals(files.get(name)) && listName.test(name)) {
            held.stream().filter(item -> !lists.containsKey(item)).forEach(items::add);
          }
        });
    return items;
  }

  /** The lists a rule uses: by itself, by a macro, by another list. */
  List<String> usedBy(PackRule rule) {
    List<String> used = new ArrayList<>(lists.keySet().stream().filter(rule::names).toList());
    macros.forEach(
        (macro, condition) -> {
          if (rule.names(macro)) {
            lists.keySet().stream()
                .filter(list -> condition.matches("(?s).*\\b" + list + "\\b.*"))
                .filter(list -> !used.contains(list))
                .forEach(used::add);
          }
        });
    for (int i = 0; i < used.size(); i++) {
      for (String item : lists.getOrDefault(used.get(i), List.of())) {
        if (lists.containsKey(item) && !used.contains(item)) {
          used.add(item);
        }
      }
    }
    return used;
  }
}
