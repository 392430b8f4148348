package dev.postern.rules.lint;

import dev.postern.event.Event;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldReader;
import java.util.List;

/** The fields of events, each of which reads from a sample what it would read from an event. */
final class SampleFields {

  private SampleFields() {}

  static FieldCatalog<Sample> of(FieldCatalog<Event> events) {
    return new FieldCatalog<>(
        events.fields().stream()
            .map(
                field ->
                    field.readBy(
                        argument ->
                            field.readers().apply(argument).stream()
                                .map(SampleFields::reader)
                                .toList()))
            .toList());
  }

  /** Of the same kind, so that comparisons compile alike. */
  private static FieldReader<Sample> reader(FieldReader<Event> event) {
    return switch (event) {
      case FieldReader.Text<Event> _ -> (FieldReader.Text<Sample>) Sample::text;
      case FieldReader.Numeric<Event> _ -> (FieldReader.Numeric<Sample>) Sample::number;
      case FieldReader.Address<Event> _ -> (FieldReader.Address<Sample>) Sample::address;
      case FieldReader.Flag<Event> _ -> (FieldReader.Flag<Sample>) Sample::flag;
      case FieldReader.Time<Event> time -> new FieldReader.Time<>(sample -> 0, time.format());
      case FieldReader.Bytes<Event> _ -> (FieldReader.Bytes<Sample>) sample -> null;
      case FieldReader.Texts<Event> _ -> (FieldReader.Texts<Sample>) (sample, index) -> null;
      case FieldReader.Numbers<Event> _ ->
          (FieldReader.Numbers<Sample>) (sample, index) -> FieldReader.Numeric.ABSENT;
    };
  }

  /** Whether a reader's values are of a kind that samples can stand for. */
  static boolean isSampled(List<? extends FieldReader<?>> readers) {
    return readers.size() == 1
        && (readers.getFirst() instanceof FieldReader.Text<?>
            || readers.getFirst() instanceof FieldReader.Numeric<?>
            || readers.getFirst() instanceof FieldReader.Address<?>
            || readers.getFirst() instanceof FieldReader.Flag<?>);
  }
}
