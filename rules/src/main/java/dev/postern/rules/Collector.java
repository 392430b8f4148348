package dev.postern.rules;

import dev.postern.rules.condition.Value;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of a load by name. A later definition replaces an earlier one of its kind and
 * name but keeps its place in the order, as in Falco 0.44.
 */
final class Collector {

  /**
   * A macro and when it was defined.
   *
   * @param first number of the name's first definition
   * @param last number of the definition that counts
   */
  record CollectedMacro(Definition.Macro macro, int first, int last) {

    /** A macro may use only those that were there before it, in whatever version. */
    boolean maySee(CollectedMacro other) {
      return other.first < last;
    }
  }

  private final Map<String, Definition.ListOf> lists = new LinkedHashMap<>();
  private final Map<String, CollectedMacro> macros = new LinkedHashMap<>();
  private final Map<String, Definition.RuleItem> rules = new LinkedHashMap<>();
  private int count;

  void add(Definition definition) {
    count++;
    String name = definition.name().value();
    switch (definition) {
      case Definition.ListOf list -> lists.put(name, list);
      case Definition.RuleItem rule -> rules.put(name, rule);
      case Definition.Macro macro -> {
        CollectedMacro earlier = macros.get(name);
        int first = earlier == null ? count : earlier.first();
        macros.put(name, new CollectedMacro(macro, first, count));
      }
    }
  }

  /** Lists that come from settings: their place is the setting's name. */
  void addSettings(Map<String, List<String>> settings) {
    settings.forEach(
        (name, items) -> {
          Place place = Place.file("setting " + name);
          add(
              new Definition.ListOf(
                  SourceText.at(place, name),
                  items.stream()
                      .map(item -> new Value(item, false, SourceText.at(place, item).position(0)))
                      .toList()));
        });
  }

  Map<String, Definition.ListOf> lists() {
    return lists;
  }

  @Nullable CollectedMacro macro(String name) {
    return macros.get(name);
  }

  Collection<String> macroNames() {
    return macros.keySet();
  }

  Collection<Definition.RuleItem> rules() {
    return rules.values();
  }
}
