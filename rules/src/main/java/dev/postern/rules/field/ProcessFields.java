package dev.postern.rules.field;

import static dev.postern.rules.field.ImageFields.ancestor;

import dev.postern.event.Event;
import dev.postern.event.EventOrder;
import dev.postern.event.ProcessImage;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code proc.*} and {@code thread.*}: who did it. */
final class ProcessFields {

  private static final long ABSENT = FieldReader.Numeric.ABSENT;

  private ProcessFields() {}

  static List<Field<Event>> all() {
    return List.of(
        number("proc.pid", FieldType.NUMBER, "The process id.", event -> pid(event, 0)),
        number(
            "proc.ppid",
            FieldType.NUMBER,
            "The parent's process id.",
            event -> event.process() == null ? ABSENT : event.process().parentPid()),
        ancestorIds(),
        number(
            "proc.loginshellid",
            FieldType.NUMBER,
            "The process id of the oldest one, of itself and its ancestors in the scope, whose name"
                + " ends with sh.",
            ProcessFields::oldestShell),
        number(
            "proc.duration",
            FieldType.DURATION,
            "Nanoseconds since the process was made.",
            event -> age(event, 0)),
        number(
            "proc.ppid.duration",
            FieldType.DURATION,
            "Nanoseconds since the parent was made.",
            event -> age(event, 1)),
        number(
            "proc.pid.ts",
            FieldType.DURATION,
            "When the process was made, in nanoseconds since 1970.",
            event -> start(event, 0)),
        number(
            "proc.ppid.ts",
            FieldType.DURATION,
            "When the parent was made, in nanoseconds since 1970.",
            event -> start(event, 1)),
        number(
            "thread.tid",
            FieldType.NUMBER,
            "The thread id; absent where the kernel acted for the process.",
            event -> event.threadId() == 0 ? ABSENT : event.threadId()),
        Field.of(
            "thread.ismain",
            FieldType.BOOLEAN,
            "Whether the thread is the process' first.",
            (FieldReader.Flag<Event>) ProcessFields::isMain),
        Field.of(
            "thread.nametid",
            FieldType.TEXT,
            "The process' name, then the thread's id.",
            (FieldReader.Text<Event>) ProcessFields::nameAndThread));
  }

  private static @Nullable Boolean isMain(Event event) {
    ProcessImage image = event.process();
    if (image == null || event.threadId() == 0) {
      return null;
    }
    return event.threadId() == image.pid();
  }

  private static @Nullable String nameAndThread(Event event) {
    ProcessImage image = event.process();
    return image == null || event.threadId() == 0 ? null : image.name() + event.threadId();
  }

  private static Field<Event> number(
      String name, FieldType type, String description, FieldReader.Numeric<Event> reader) {
    return Field.of(name, type, description, reader);
  }

  private static Field<Event> ancestorIds() {
    List<FieldReader<Event>> any =
        List.of((FieldReader.Numbers<Event>) (event, index) -> pid(event, index + 1));
    return new Field<>(
        "proc.apid",
        FieldType.NUMBER,
        Argument.OPTIONAL_INDEX,
        Multiplicity.ANY,
        Filled.YES,
        Set.of(FieldTrait.PLAIN),
        "The process id of the ancestor that many steps up; of any ancestor without a number.",
        steps -> {
          if (steps == null) {
            return any;
          }
          int up = Integer.parseInt(steps);
          return List.of((FieldReader.Numeric<Event>) event -> pid(event, up));
        });
  }

  private static long pid(Event event, int steps) {
    ProcessImage image = ancestor(event, steps);
    return image == null ? ABSENT : image.pid();
  }

  private static long oldestShell(Event event) {
    long oldest = ABSENT;
    for (ProcessImage image = event.process(); image != null; image = image.parent()) {
      if (image.name().endsWith("sh")) {
        oldest = image.pid();
      }
    }
    return oldest;
  }

  private static long age(Event event, int steps) {
    EventOrder order = event.order();
    ProcessImage image = ancestor(event, steps);
    return order == null || image == null ? ABSENT : order.monotonicNanos() - image.startNanos();
  }

  private static long start(Event event, int steps) {
    long age = age(event, steps);
    return age == ABSENT ? ABSENT : event.time() - age;
  }

  /** The first argument, or null when none was observed. */
  static @Nullable String exe(ProcessImage image) {
    return image.args().isEmpty() ? null : image.args().getFirst();
  }
}
