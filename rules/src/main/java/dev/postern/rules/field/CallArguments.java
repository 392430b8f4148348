package dev.postern.rules.field;

import dev.postern.event.Connection;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.ProcessImage;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code evt.arg} and its kin: the arguments of a system call under Falco's names and numbers, as
 * far as this sensor sees them. It knows no descriptor's number and no length of a buffer.
 */
final class CallArguments {

  /** Falco's order of a call's arguments, up to the last one known here. */
  private static final List<String> CONNECT = List.of("res", "tuple", "fd", "addr");

  private static final List<String> SENDTO = List.of("res", "data", "fd", "size", "tuple");
  private static final List<String> LISTEN = List.of("res");
  private static final List<String> ACCEPT = List.of("fd", "tuple");

  /** From the third on they are known by other fields. */
  private static final List<String> EXECVE = List.of("res", "exe");

  private CallArguments() {}

  static List<Field<Event>> all() {
    return List.of(
        new Field<>(
            "evt.arg",
            FieldType.TEXT,
            Argument.CALL_ARGUMENT,
            Multiplicity.ONE,
            Filled.YES,
            Set.of(),
            "One argument of the call by Falco's name or number: res of connect, listen and execve;"
                + " tuple of connect, sendto and accept4; addr of connect; exe and comm of execve.",
            name -> List.of((FieldReader.Text<Event>) event -> byNameOrIndex(event, name))),
        new Field<>(
            "evt.rawarg",
            FieldType.NUMBER,
            Argument.RAW_CALL_ARGUMENT,
            Multiplicity.ONE,
            Filled.YES,
            Set.of(FieldTrait.PLAIN),
            "One argument of the call as the kernel has it: res of connect, listen and execve. Its"
                + " type depends on the name.",
            CallArguments::raw),
        Field.of(
            "evt.args",
            FieldType.TEXT,
            "The arguments that evt.arg knows, as name=value.",
            (FieldReader.Text<Event>) CallArguments::joined),
        Field.of(
            "evt.info",
            FieldType.TEXT,
            "The same as evt.args.",
            (FieldReader.Text<Event>) CallArguments::joined));
  }

  /** False for what no process asked for: the later stages of a connection. */
  static boolean isCall(EventType type) {
    return type == EventType.EXECVE || !names(type).isEmpty();
  }

  static boolean usesSocket(Event event) {
    return event.connection() != null;
  }

  private static List<String> names(EventType type) {
    return switch (type) {
      case CONNECT -> CONNECT;
      case SENDTO -> SENDTO;
      case LISTEN -> LISTEN;
      case ACCEPT -> ACCEPT;
      case EXECVE -> EXECVE;
      case CONNECTION_ESTABLISHED,
          CONNECTION_FAILED,
          CONNECTION_CLOSED,
          CONNECTION_BLOCKED,
          DNS_QUERY ->
          List.of();
    };
  }

  private static List<FieldReader<Event>> raw(@Nullable String name) {
    FieldType type = CallArgumentTypes.of(String.valueOf(name));
    return List.of(
        "res".equals(name)
            ? (FieldReader.Numeric<Event>) CallArguments::result
            : UnfilledFields.absent(type == null ? FieldType.TEXT : type, Multiplicity.ONE));
  }

  /** A sendto's would be the number of bytes sent, and an accept4's the new descriptor. */
  private static long result(Event event) {
    return names(event.type()).contains("res") && event.type() != EventType.SENDTO
        ? event.result()
        : FieldReader.Numeric.ABSENT;
  }

  private static @Nullable String byNameOrIndex(Event event, @Nullable String argument) {
    if (argument == null) {
      return null;
    }
    if (!Character.isDigit(argument.charAt(0))) {
      return byName(event, argument);
    }
    List<String> names = names(event.type());
    int index = Integer.parseInt(argument);
    return index < names.size() ? byName(event, names.get(index)) : null;
  }

  private static @Nullable String byName(Event event, String name) {
    return switch (name) {
      case "res" -> {
        long result = result(event);
        yield result == FieldReader.Numeric.ABSENT
            ? null
            : result < 0 ? ErrnoNames.of((int) result) : Long.toString(result);
      }
      case "tuple" -> names(event.type()).contains(name) ? SocketFields.name(event) : null;
      case "addr" -> event.type() == EventType.CONNECT ? address(event) : null;
      case "exe" -> ofImage(event, ProcessFields::exe);
      case "comm" -> ofImage(event, ProcessImage::name);
      default -> null;
    };
  }

  private static @Nullable String ofImage(
      Event event, Function<ProcessImage, @Nullable String> read) {
    ProcessImage image = event.process();
    return image == null || event.type() != EventType.EXECVE ? null : read.apply(image);
  }

  private static @Nullable String address(Event event) {
    Connection connection = event.connection();
    Endpoint remote = connection == null ? null : connection.remote();
    return remote == null ? null : SocketFields.name(remote);
  }

  private static @Nullable String joined(Event event) {
    StringBuilder all = new StringBuilder();
    for (String name : names(event.type())) {
      String value = byName(event, name);
      if (value != null) {
        all.append(all.isEmpty() ? "" : " ").append(name).append('=');
        long result = name.equals("res") ? result(event) : 0;
        all.append(result < 0 ? result + "(" + value + ")" : value);
      }
    }
    return all.isEmpty() ? null : all.toString();
  }
}
