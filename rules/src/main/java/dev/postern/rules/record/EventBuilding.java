package dev.postern.rules.record;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes one recorded event, field by field. */
public final class EventBuilding {

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Set<String> absent = new HashSet<>();

  /**
   * Takes a field's value; the last one counts.
   *
   * @param field as conditions write it: {@code proc.aname[2]}
   * @param given a text (numbers as they are written), a boolean, a list of those; or null for a
   *     field that the event has not, whatever follows from others
   * @throws BadEventException for a field nobody knows and a value that does not fit it
   */
  public void put(String field, @Nullable Object given) throws BadEventException {
    GivenField known = GivenField.of(field);
    values.remove(known.key());
    absent.remove(known.key());
    if (given == null) {
      absent.add(known.key());
    } else {
      values.put(known.key(), known.value(given));
    }
  }

  /** The event, with what follows from the fields given. */
  public RecordedEvent build() {
    return new RecordedEvent(DerivedFields.fill(values, absent));
  }
}
