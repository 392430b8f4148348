package dev.postern.rules.record;

import dev.postern.event.IpAddress;
import dev.postern.rules.field.ErrnoNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fills in what follows from the fields that were given; docs/rules.md has it as a table. */
final class DerivedFields {

  private static final Set<String> OUTBOUND =
      Set.of(
          "connect",
          "sendto",
          "sendmsg",
          "connection_established",
          "connection_failed",
          "connection_blocked",
          "dns_query");
  private static final Set<String> INBOUND = Set.of("accept", "accept4", "listen");

  private final Map<String, Object> values;
  private final Set<String> absent;

  private DerivedFields(Map<String, Object> values, Set<String> absent) {
    this.values = values;
    this.absent = absent;
  }

  /**
   * The values given and those that follow from them.
   *
   * @param absent what must not be filled in
   */
  static Map<String, Object> fill(Map<String, Object> given, Set<String> absent) {
    DerivedFields event = new DerivedFields(new LinkedHashMap<>(given), absent);
    event.what();
    event.roles();
    event.addresses();
    event.net();
    event.ancestors();
    return event.values;
  }

  private void what() {
    fill(RecordedEvent.TIME, 0L);
    fill("evt.dir", "<");
    if (values.get("evt.rawres") instanceof Long raw) {
      fill("evt.res", ErrnoNames.of(Math.clamp(raw, Integer.MIN_VALUE, Integer.MAX_VALUE)));
    } else if (values.get("evt.res") instanceof String result) {
      OptionalInt number = ErrnoNames.number(result);
      fill("evt.rawres", number.isPresent() ? (long) number.getAsInt() : null);
    }
  }

  /** This side is the client of what goes out and the server of what comes in. */
  private void roles() {
    Object type = values.get(RecordedEvent.TYPE);
    if (type instanceof String name) {
      fill(
          "net.connection.inbound",
          OUTBOUND.contains(name) ? Boolean.FALSE : INBOUND.contains(name) ? Boolean.TRUE : null);
    }
    if (values.get("net.connection.inbound") instanceof Boolean inbound) {
      for (String fact : List.of("ip", "port")) {
        same("fd.l" + fact, (inbound ? "fd.s" : "fd.c") + fact);
        same("fd.r" + fact, (inbound ? "fd.c" : "fd.s") + fact);
      }
    }
  }

  private void addresses() {
    for (String end : List.of("c", "s", "l", "r")) {
      copy("fd." + end + "ip", "fd." + end + "net");
    }
    List<Object> addresses = both("ip");
    fill("fd.ip", addresses);
    fill("fd.net", addresses);
    fill("fd.port", both("port"));
    // The peer's address tells, and this side's where there is no peer.
    Stream.of("fd.rip", "fd.lip", "fd.sip", "fd.cip", "fd.ip")
        .map(values::get)
        .filter(value -> value != null)
        .findFirst()
        .map(value -> value instanceof List<?> ends ? ends.getFirst() : value)
        .ifPresent(
            value -> {
              boolean v4 = ((IpAddress) value).isV4();
              fill("fd.type", v4 ? "ipv4" : "ipv6");
              fill("fd.typechar", v4 ? "4" : "6");
            });
  }

  /** The values at both ends, each once; null when there is none. */
  private @Nullable List<Object> both(String fact) {
    List<Object> ends = new ArrayList<>();
    for (String end : List.of("fd.l", "fd.r", "fd.c", "fd.s")) {
      Object value = values.get(end + fact);
      if (value != null && !ends.contains(value)) {
        ends.add(value);
      }
    }
    return ends.isEmpty() ? null : List.copyOf(ends);
  }

  private void net() {
    if (values.get("fd.l4proto") instanceof String protocol) {
      fill("net.protocol", protocol.toLowerCase(Locale.ROOT));
      fill("net.connection.protocol", protocol.toLowerCase(Locale.ROOT));
    }
    copy("fd.cip", "net.source.ip");
    copy("fd.cport", "net.source.port");
    copy("fd.sip", "net.destination.ip");
    copy("fd.sport", "net.destination.port");
    copy("fd.sport", "net.port");
  }

  /** The parent is the first of the ancestors. */
  private void ancestors() {
    same("proc.pname", "proc.aname[1]");
    if (values.get("proc.aname") instanceof List<?> names) {
      for (int i = 0; i < names.size(); i++) {
        fill("proc.aname[" + (i + 1) + "]", names.get(i));
      }
      same("proc.pname", "proc.aname[1]");
      return;
    }
    List<Object> names = new ArrayList<>();
    Object name = values.get("proc.aname[1]");
    while (name != null) {
      names.add(name);
      name = values.get("proc.aname[" + (names.size() + 1) + "]");
    }
    fill("proc.aname", names.isEmpty() ? null : List.copyOf(names));
  }

  private void same(String one, String other) {
    copy(one, other);
    copy(other, one);
  }

  private void copy(String from, String to) {
    fill(to, values.get(from));
  }

  private void fill(String field, @Nullable Object value) {
    if (value != null && !absent.contains(field)) {
      values.putIfAbsent(field, value);
    }
  }
}
