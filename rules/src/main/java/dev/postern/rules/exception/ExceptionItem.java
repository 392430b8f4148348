package dev.postern.rules.exception;

import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of a rule's {@code exceptions} as the file has it.
 *
 * @param name unique in a rule, or it should be
 * @param fields what is compared; null when left out, as it is where values are appended
 * @param comps how; null when left out
 * @param values with what, one entry for each case that is excepted
 * @param place where the item begins
 */
public record ExceptionItem(
    SourceText name,
    @Nullable Entry fields,
    @Nullable Entry comps,
    List<Entry> values,
    Place place) {

  public ExceptionItem {
    values = List.copyOf(values);
  }
}
