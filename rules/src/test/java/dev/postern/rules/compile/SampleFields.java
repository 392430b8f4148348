package dev.postern.rules.compile;

import dev.postern.event.IpAddress;
import dev.postern.rules.field.Argument;
import dev.postern.rules.field.Field;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.field.FieldTrait;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.field.Filled;
import dev.postern.rules.field.Multiplicity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A field of every type that holds one thing for ever ({@code some.*}), and one that never holds
 * anything ({@code no.*}).
 */
final class SampleFields {

  static final FieldCatalog<Object> CATALOG =
      new FieldCatalog<>(Stream.concat(present().stream(), absent().stream()).toList());

  private SampleFields() {}

  private static List<Field<Object>> present() {
    return List.of(
        field("some.text", FieldType.TEXT, text("Hello/World.txt")),
        field("some.same", FieldType.TEXT, text("Hello/World.txt")),
        field("some.base64", FieldType.TEXT, text("SGk")),
        field("some.umlaut", FieldType.TEXT, text("\u00c4\u20ac\ud83d\ude00")),
        field("some.lines", FieldType.TEXT, text("one\ntwo")),
        field("some.anycase", FieldType.TEXT_ANY_CASE, text("tcp")),
        field("some.path", FieldType.PATH, text("/usr/bin/env")),
        field("some.number", FieldType.NUMBER, number(-5)),
        field("some.small", FieldType.UINT32, number(0xffff_ffeaL)),
        field("some.count", FieldType.UINT64, number(7)),
        field("some.port", FieldType.PORT, number(443)),
        field("some.ip", FieldType.ADDRESS, address("192.0.2.1")),
        field("some.ip6", FieldType.ADDRESS, address("2001:db8::1")),
        field("some.net", FieldType.NETWORK, address("192.0.2.1")),
        field("some.flag", FieldType.BOOLEAN, (FieldReader.Flag<Object>) event -> true),
        field(
            "some.bytes",
            FieldType.BYTES,
            (FieldReader.Bytes<Object>) event -> "hello".getBytes(StandardCharsets.UTF_8)),
        field("some.socket", FieldType.SOCKET_ADDRESS, text("")),
        several("some.list", Multiplicity.LIST, FieldType.TEXT, texts("file", "ipv4")),
        several("some.any", Multiplicity.ANY, FieldType.TEXT, texts("sh", "bash", "init")),
        several("some.ids", Multiplicity.ANY, FieldType.NUMBER, numbers(30, 20, 1)),
        either("some.end", FieldType.ADDRESS, address("192.0.2.1"), address("198.51.100.7")));
  }

  private static List<Field<Object>> absent() {
    return List.of(
        field("no.text", FieldType.TEXT, (FieldReader.Text<Object>) event -> null),
        field("no.path", FieldType.PATH, (FieldReader.Text<Object>) event -> null),
        field("no.number", FieldType.NUMBER, number(FieldReader.Numeric.ABSENT)),
        field("no.port", FieldType.PORT, number(FieldReader.Numeric.ABSENT)),
        field("no.ip", FieldType.ADDRESS, (FieldReader.Address<Object>) event -> null),
        field("no.net", FieldType.NETWORK, (FieldReader.Address<Object>) event -> null),
        field("no.flag", FieldType.BOOLEAN, (FieldReader.Flag<Object>) event -> null),
        field("no.bytes", FieldType.BYTES, (FieldReader.Bytes<Object>) event -> null),
        several("no.list", Multiplicity.LIST, FieldType.TEXT, texts()),
        several("no.any", Multiplicity.ANY, FieldType.TEXT, texts()),
        either(
            "no.end",
            FieldType.ADDRESS,
            (FieldReader.Address<Object>) event -> null,
            (FieldReader.Address<Object>) event -> null));
  }

  private static Field<Object> field(String name, FieldType type, FieldReader<Object> reader) {
    return make(name, type, Multiplicity.ONE, Set.of(), List.of(reader));
  }

  private static Field<Object> several(
      String name, Multiplicity multiplicity, FieldType type, FieldReader<Object> reader) {
    return make(
        name,
        type,
        multiplicity,
        multiplicity == Multiplicity.ANY ? Set.of(FieldTrait.PLAIN) : Set.of(),
        List.of(reader));
  }

  private static Field<Object> either(
      String name, FieldType type, FieldReader<Object> one, FieldReader<Object> other) {
    return make(name, type, Multiplicity.EITHER_END, Set.of(FieldTrait.PLAIN), List.of(one, other));
  }

  private static Field<Object> make(
      String name,
      FieldType type,
      Multiplicity multiplicity,
      Set<FieldTrait> traits,
      List<FieldReader<Object>> readers) {
    return new Field<>(
        name,
        type,
        Argument.NONE,
        multiplicity,
        Filled.YES,
        traits,
        "for tests",
        argument -> readers);
  }

  private static FieldReader.Text<Object> text(String text) {
    return event -> text;
  }

  private static FieldReader.Numeric<Object> number(long number) {
    return event -> number;
  }

  private static FieldReader.Address<Object> address(String text) {
    IpAddress address = IpAddress.parse(text);
    return event -> address;
  }

  private static FieldReader.Texts<Object> texts(String... texts) {
    return (event, index) -> index < texts.length ? texts[index] : null;
  }

  private static FieldReader.Numbers<Object> numbers(long... numbers) {
    return (event, index) -> index < numbers.length ? numbers[index] : FieldReader.Numeric.ABSENT;
  }
}
