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
                  TimeFields.all(),
                  CallArguments.all(),
                  SocketFields.all(),
                  NetFields.all(),
                  NamingFields.all(),
                  PolicyFields.all(),
                  ImageFields.all(),
                  ProcessFields.all(),
                  ContextFields.all(),
                  UserFields.all(),
                  ContainerFields.all(),
                  UnfilledFields.<Event>all())
              .flatMap(List::stream)
              .toList());

  private final Map<String, Field<E>> byName;
  private final FieldResolver<E> resolver = new FieldResolver<>(this);

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

  /** The fields of {@link Event}s: all that Falco 0.44 knows for system calls, and our own. */
  public static FieldCatalog<Event> events() {
    return EVENTS;
  }

  /** The field of exactly this name; see {@link #resolve} for one with an argument. */
  public @Nullable Field<E> find(String name) {
    return byName.get(name);
  }

  /**
   * What a name in a rule means.
   *
   * @param name as written, such as {@code proc.aname} or {@code evt.arg.flags}
   * @param argument what stands in brackets behind it, or null
   */
  public FieldUse<E> resolve(String name, @Nullable String argument) {
    return resolver.resolve(name, argument);
  }

  /** All fields in the order of the reference page. */
  public Collection<Field<E>> fields() {
    return byName.values();
  }

  public Collection<String> names() {
    return byName.keySet();
  }
}
