package dev.postern.rules.field;

import dev.postern.event.Event;
import dev.postern.event.ProcessContext;
import dev.postern.event.ProcessImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a process runs in: its pid namespace, group, session and terminal, its login and its
 * capabilities. As it was at its exec or its fork, or when the sensor first met it.
 */
final class ContextFields {

  private ContextFields() {}

  static List<Field<Event>> all() {
    List<Field<Event>> fields = new ArrayList<>();
    fields.add(
        number(
            "proc.vpid",
            "The process id in the process' own pid namespace.",
            ProcessContext::namespacePid));
    fields.add(
        number(
            "proc.pvpid",
            "The parent's process id in the parent's own pid namespace.",
            ProcessContext::parentNamespacePid));
    fields.add(
        number(
            "proc.sid",
            "The session in the process' own pid namespace; 0 when it is not known there.",
            ProcessContext::namespaceSessionId));
    addLeader(fields, "proc.sname", "proc.sid", "session", ProcessContext::sessionId);
    fields.add(
        number(
            "proc.vpgid",
            "The process group in the process' own pid namespace; 0 when it is not known there.",
            ProcessContext::namespaceGroupId));
    addLeader(fields, "proc.vpgid.name", "proc.vpgid", "process group", ProcessContext::groupId);
    fields.add(number("proc.pgid", "The process group.", ProcessContext::groupId));
    addLeader(fields, "proc.pgid.name", "proc.pgid", "process group", ProcessContext::groupId);
    fields.add(
        Field.of(
            "proc.tty",
            FieldType.UINT32,
            "The device number of the controlling terminal; 0 without one.",
            reader(context -> Integer.toUnsignedLong(context.terminal()))));
    fields.add(
        flag(
            "proc.is_sid_leader",
            "Whether the process leads its session: proc.sid = proc.vpid.",
            (image, context) -> context.namespaceSessionId() == context.namespacePid()));
    fields.add(
        flag(
            "proc.is_vpgid_leader",
            "Whether the process leads its group: proc.vpgid = proc.vpid.",
            (image, context) -> context.namespaceGroupId() == context.namespacePid()));
    fields.add(
        flag(
            "proc.is_pgid_leader",
            "Whether the process leads its group: proc.pgid = proc.pid.",
            (image, context) -> context.groupId() == image.pid()));
    fields.add(
        Field.of(
            "user.loginuid",
            FieldType.NUMBER,
            "The user id at login, which no setuid changes; -1 without a login.",
            reader(ContextFields::login)));
    fields.add(
        text(
            "user.loginname",
            "root for login user id 0, otherwise the id in decimal; absent without a login.",
            ContextFields::loginName));
    fields.add(capabilities("effective", ProcessContext::effective));
    fields.add(capabilities("permitted", ProcessContext::permitted));
    fields.add(capabilities("inheritable", ProcessContext::inheritable));
    return fields;
  }

  /** Asks an image and its context. */
  private interface Test {
    boolean of(ProcessImage image, ProcessContext context);
  }

  private static Field<Event> flag(String name, String description, Test test) {
    return Field.of(
        name,
        FieldType.BOOLEAN,
        description,
        (FieldReader.Flag<Event>)
            event -> {
              ProcessImage image = event.process();
              ProcessContext context = context(image);
              if (image == null || context == null) {
                return null;
              }
              return test.of(image, context);
            });
  }

  private static Field<Event> number(
      String name, String description, ToIntFunction<ProcessContext> read) {
    return Field.of(name, FieldType.NUMBER, description, reader(read::applyAsInt));
  }

  private static Field<Event> text(
      String name, String description, Function<ProcessContext, @Nullable String> read) {
    return Field.of(
        name,
        FieldType.TEXT,
        description,
        (FieldReader.Text<Event>)
            event -> {
              ProcessContext context = context(event.process());
              return context == null ? null : read.apply(context);
            });
  }

  private static FieldReader.Numeric<Event> reader(ToLongFunction<ProcessContext> read) {
    return event -> {
      ProcessContext context = context(event.process());
      return context == null ? FieldReader.Numeric.ABSENT : read.applyAsLong(context);
    };
  }

  private static Field<Event> capabilities(String set, ToLongFunction<ProcessContext> bits) {
    return text(
        "thread.cap_" + set,
        "The " + set + " capabilities, joined by blanks: CAP_KILL CAP_BPF.",
        context -> CapabilityNames.of(bits.applyAsLong(context)));
  }

  private static void addLeader(
      List<Field<Event>> fields,
      String name,
      String prefix,
      String what,
      ToIntFunction<ProcessContext> id) {
    String leader = " of the " + what + "'s leader, or of the eldest ancestor in it.";
    fields.add(ofLeader(name, "The name" + leader, id, ProcessImage::name));
    fields.add(ofLeader(prefix + ".exe", "The first argument" + leader, id, ProcessFields::exe));
    fields.add(ofLeader(prefix + ".exepath", "The executable" + leader, id, ProcessImage::exePath));
  }

  private static Field<Event> ofLeader(
      String name,
      String description,
      ToIntFunction<ProcessContext> id,
      Function<ProcessImage, @Nullable String> read) {
    return Field.of(
        name,
        FieldType.TEXT,
        description,
        (FieldReader.Text<Event>)
            event -> {
              ProcessImage leader = leader(event.process(), id);
              return leader == null ? null : read.apply(leader);
            });
  }

  /** The last one upwards that is in the same group or session, without a gap. */
  private static @Nullable ProcessImage leader(
      @Nullable ProcessImage image, ToIntFunction<ProcessContext> id) {
    ProcessContext own = context(image);
    ProcessImage leader = own == null ? null : image;
    for (ProcessImage next = leader; next != null && own != null; next = next.parent()) {
      ProcessContext context = next.context();
      if (context == null || id.applyAsInt(context) != id.applyAsInt(own)) {
        break;
      }
      leader = next;
    }
    return leader;
  }

  private static @Nullable ProcessContext context(@Nullable ProcessImage image) {
    return image == null ? null : image.context();
  }

  private static long login(ProcessContext context) {
    return context.loginUserId() == -1 ? -1 : Integer.toUnsignedLong(context.loginUserId());
  }

  private static @Nullable String loginName(ProcessContext context) {
    long login = login(context);
    return login < 0 ? null : login == 0 ? "root" : Long.toString(login);
  }
}
