package dev.postern.rules.compile;

import dev.postern.rules.field.FieldReader;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Several texts that are made for each question, so better all at once. Unlike a field's, they may
 * be there and none.
 *
 * @param all makes them; null when absent
 */
record ComputedTexts<E>(Function<E, @Nullable List<String>> all) implements FieldReader.Texts<E> {

  @Nullable List<String> list(E event) {
    return all.apply(event);
  }

  @Override
  public @Nullable String read(E event, int index) {
    List<String> list = list(event);
    return list == null || index >= list.size() ? null : list.get(index);
  }

  /** All texts of either sort of reader; null when absent. */
  static <E> @Nullable List<String> list(FieldReader.Texts<E> reader, E event) {
    if (reader instanceof ComputedTexts<E> computed) {
      return computed.list(event);
    }
    String text = reader.read(event, 0);
    if (text == null) {
      return null;
    }
    List<String> list = new java.util.ArrayList<>();
    for (int next = 1; text != null; next++) {
      list.add(text);
      text = reader.read(event, next);
    }
    return list;
  }

  /** All of them, if there are any at all, pass. */
  Matcher<E> every(Predicate<String> test) {
    return event -> {
      List<String> list = list(event);
      return list != null && list.stream().allMatch(test);
    };
  }

  /** At least one passes. */
  Matcher<E> any(Predicate<String> test) {
    return event -> {
      List<String> list = list(event);
      return list != null && list.stream().anyMatch(test);
    };
  }
}
