package dev.postern.rules.lint;

import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.source.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each field, as it stands in a file, is compared with. One that an exception names is
 * compared with each of its values, and yet stands there once.
 */
final class FieldUses {

  private final Map<Place, List<Blocks>> byPlace = new HashMap<>();
  private final ValueLists lists;

  FieldUses(ValueLists lists, List<Condition.Check> checks) {
    this.lists = lists;
    for (Condition.Check check : checks) {
      FieldName field = check.plainField();
      if (field != null) {
        byPlace.computeIfAbsent(field.at().place(), place -> new ArrayList<>()).add(blocks(check));
      }
    }
  }

  /** How many of a check's values, lists expanded, are blocks of addresses. */
  Blocks blocks(Condition.Check check) {
    return Blocks.of(lists.expand(check.values()));
  }

  /** How many of the values compared with the field at a place, all together, are blocks. */
  Blocks at(Place place) {
    return byPlace.getOrDefault(place, List.of()).stream().reduce(Blocks.NO_VALUES, Blocks::and);
  }
}
