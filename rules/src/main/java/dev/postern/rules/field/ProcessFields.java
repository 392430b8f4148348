package dev.postern.rules.field;

import dev.postern.event.Event;
import dev.postern.event.ProcessImage;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** {@code proc.*}, {@code thread.*}, {@code user.*} and {@code group.*}: who did it. */
final class ProcessFields {

  private ProcessFields() {}

  static List<Field<Event>> all() {
    return List.of(
        text(
            "proc.name",
            "The kernel's name for the process, at most 15 bytes.",
            ProcessImage::name),
        text("proc.exe", "The first argument, as the process was given it.", ProcessFields::exe),
        text(
            "proc.exepath",
            "The path of the executable in the container's own root.",
            ProcessImage::exePath),
        text(
            "proc.cmdline",
            "The name and the arguments after the first.",
            ProcessImage::commandLine),
        text("proc.args", "The arguments after the first, joined by blanks.", ProcessFields::args),
        number("proc.pid", "The process id.", ProcessImage::pid),
        number("proc.ppid", "The parent's process id.", ProcessImage::parentPid),
        text("proc.pname", "The parent's name.", process -> name(process.parent())),
        new Field<>(
            "proc.aname",
            FieldType.TEXT,
            true,
            "The name of the ancestor that many steps up; 1 is the parent.",
            steps -> List.of(textReader(process -> name(process.ancestor(steps))))),
        new Field<>(
            "proc.apid",
            FieldType.NUMBER,
            true,
            "The process id of the ancestor that many steps up; 1 is the parent.",
            steps -> List.of(numberReader(process -> pid(process.ancestor(steps))))),
        Field.of(
            "thread.tid",
            FieldType.NUMBER,
            "The thread id.",
            (FieldReader.Numeric<Event>)
                event -> event.threadId() == 0 ? FieldReader.Numeric.ABSENT : event.threadId()),
        Field.of(
            "user.uid",
            FieldType.NUMBER,
            "The user id.",
            (FieldReader.Numeric<Event>) event -> id(event, event.userId())),
        Field.of(
            "user.name",
            FieldType.TEXT,
            "root for user id 0, otherwise the id in decimal.",
            (FieldReader.Text<Event>) ProcessFields::userName),
        Field.of(
            "group.gid",
            FieldType.NUMBER,
            "The group id.",
            (FieldReader.Numeric<Event>) event -> id(event, event.groupId())));
  }

  private static Field<Event> text(
      String name, String description, Function<ProcessImage, @Nullable String> read) {
    return Field.of(name, FieldType.TEXT, description, textReader(read));
  }

  private static Field<Event> number(
      String name, String description, ToLongFunction<ProcessImage> read) {
    return Field.of(name, FieldType.NUMBER, description, numberReader(read));
  }

  private static FieldReader.Text<Event> textReader(Function<ProcessImage, @Nullable String> read) {
    return event -> {
      ProcessImage process = event.process();
      return process == null ? null : read.apply(process);
    };
  }

  private static FieldReader.Numeric<Event> numberReader(ToLongFunction<ProcessImage> read) {
    return event -> {
      ProcessImage process = event.process();
      return process == null ? FieldReader.Numeric.ABSENT : read.applyAsLong(process);
    };
  }

  private static @Nullable String exe(ProcessImage process) {
    return process.args().isEmpty() ? null : process.args().getFirst();
  }

  private static @Nullable String args(ProcessImage process) {
    List<String> args = process.args();
    return args.isEmpty() ? null : String.join(" ", args.subList(1, args.size()));
  }

  private static @Nullable String name(@Nullable ProcessImage process) {
    return process == null ? null : process.name();
  }

  private static long pid(@Nullable ProcessImage process) {
    return process == null ? FieldReader.Numeric.ABSENT : process.pid();
  }

  private static @Nullable String userName(Event event) {
    if (id(event, event.userId()) == FieldReader.Numeric.ABSENT) {
      return null;
    }
    return event.userId() == 0 ? "root" : Integer.toUnsignedString(event.userId());
  }

  /** Where neither a thread nor a process is known, the ids are nobody's. */
  private static long id(Event event, int id) {
    return event.threadId() == 0 && event.process() == null
        ? FieldReader.Numeric.ABSENT
        : Integer.toUnsignedLong(id);
  }
}
