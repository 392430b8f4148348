package dev.postern.rules.field;

import dev.postern.event.Event;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields there are, by name.
 *
 * @param <E> what they are read from
 */
public final class FieldCatalog<E> {

  private static final FieldCatalog<Event> EVENTS =
      new FieldCatalog<>(
          Stream.of(
                  EventFields.all(),
                  SocketFields.all(),
                  NetFields.all(),
                  ProcessFields.all(),
                  ContainerFields.all())
              .flatMap(List::stream)
              .toList());

  private final Map<String, Field<E>> byName;

  /**
   * A catalog of other fields or of other events.
   *
   * @throws IllegalArgumentException when two fields have one name
   */
  public FieldCatalog(List<Field<E>> fields) {
    Map<String, Field<E>> names = new LinkedHashMap<>();
    for (Field<E> field : fields) {
      if (names.put(field.name(), field) != null) {
        throw new IllegalArgumentException("two fields named " + field.name());
      }
    }
    byName = Collections.unmodifiableMap(names);
  }

  /** The fields of {@link Event}s, named and meant as in Falco 0.44, and the {@code net} ones. */
  public static FieldCatalog<Event> events() {
    return EVENTS;
  }

  public @Nullable Field<E> find(String name) {
    return byName.get(name);
  }

  /** All fields in the order of the reference page. */
  public Collection<Field<E>> fields() {
    return byName.values();
  }

  public Collection<String> names() {
    return byName.keySet();
  }
}
