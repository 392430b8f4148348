package dev.postern.rules.field;

import java.util.ArrayList;
import java.util.List;

/**
 * A field as reference pages and {@code postern rules fields} show it.
 *
 * @param name such as {@code proc.name}
 * @param type what it holds, such as "text"
 * @param falcoType the same as Falco calls it, such as "CHARBUF"
 * @param argument such as "[n], optional"; empty for none
 * @param filled "yes", "later" or "never"
 * @param traits what is special about it, such as "conditions only"
 * @param meaning one sentence or two
 */
public record FieldDescription(
    String name,
    String type,
    String falcoType,
    String argument,
    String filled,
    List<String> traits,
    String meaning) {

  /** Describes a field. */
  public static FieldDescription of(Field<?> field) {
    List<String> traits = new ArrayList<>();
    switch (field.multiplicity()) {
      case ONE -> {}
      case EITHER_END -> traits.add("either end");
      case ANY -> traits.add("any");
      case LIST -> traits.add("list");
    }
    field.traits().stream().sorted().map(FieldTrait::text).forEach(traits::add);
    return new FieldDescription(
        field.name(),
        field.type().text(),
        field.type().falcoName(),
        field.argument().text(),
        field.filled().text(),
        List.copyOf(traits),
        field.description());
  }

  /**
   * The event fields whose names begin so, in the order of the page.
   *
   * @param prefix such as {@code proc.}; empty for all
   */
  public static List<FieldDescription> startingWith(String prefix) {
    return FieldCatalog.events().fields().stream()
        .filter(field -> field.name().startsWith(prefix))
        .map(FieldDescription::of)
        .toList();
  }
}
