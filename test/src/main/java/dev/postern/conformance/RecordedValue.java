package dev.postern.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.event.IpAddress;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.field.Multiplicity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a case says a field holds.
 *
 * @param recorded its {@code value}, {@code values} and {@code hex}; null when absent
 */
record RecordedValue(@Nullable JsonObject recorded) {

  static RecordedValue absent() {
    return new RecordedValue(null);
  }

  /** The value of a field in a case. */
  static RecordedValue of(String name, JsonObject value, JsonObject recorded) {
    if (value.getBoolean("filter_only", false)) {
      return new RecordedValue(ends(recorded.getJsonObject("context")));
    }
    return value.getBoolean("present", false) && !isEmptyArgument(name, value, recorded)
        ? new RecordedValue(value)
        : absent();
  }

  /** A field that means either end takes both from what is told about the connection. */
  private static @Nullable JsonObject ends(JsonObject context) {
    String client = context.getString("fd.cip");
    String server = context.getString("fd.sip");
    return client == null || server == null
        ? null
        : new JsonObject().put("values", new JsonArray().add(client).add(server));
  }

  /** In the tests of arguments without bytes, the number of such an argument was recorded as 0. */
  private static boolean isEmptyArgument(String name, JsonObject value, JsonObject recorded) {
    return recorded.getString("test").contains("execve_empty_params")
        && name.startsWith("evt.rawarg.")
        && "0".equals(value.getString("value"));
  }

  /** Falco's name of a type. */
  static FieldType type(String falcoName) {
    return Arrays.stream(FieldType.values())
        .filter(type -> type.falcoName().equals(falcoName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no type " + falcoName));
  }

  List<FieldReader<Object>> readers(FieldType type, Multiplicity multiplicity) {
    return switch (multiplicity) {
      case ONE -> List.of(one(type, recorded == null ? null : recorded.getString("value", "")));
      case EITHER_END -> {
        JsonArray ends = recorded == null ? null : recorded.getJsonArray("values");
        yield List.of(
            one(type, ends == null ? null : ends.getString(0)),
            one(type, ends == null ? null : ends.getString(1)));
      }
      case LIST, ANY -> List.of(several(type));
    };
  }

  private FieldReader<Object> several(FieldType type) {
    List<String> all =
        recorded == null
            ? List.of()
            : recorded.containsKey("values")
                ? recorded.getJsonArray("values").stream().map(Object::toString).toList()
                : List.of(recorded.getString("value").split(" "));
    if (type.isNumber()) {
      return (FieldReader.Numbers<Object>)
          (event, index) ->
              index < all.size() ? Long.parseLong(all.get(index)) : FieldReader.Numeric.ABSENT;
    }
    return (FieldReader.Texts<Object>) (event, index) -> index < all.size() ? all.get(index) : null;
  }

  private FieldReader<Object> one(FieldType type, @Nullable String value) {
    return switch (type.kind()) {
      case TEXT, OPAQUE -> (FieldReader.Text<Object>) event -> value;
      case SIGNED, UNSIGNED -> {
        long number = value == null ? FieldReader.Numeric.ABSENT : number(type, value);
        yield (FieldReader.Numeric<Object>) event -> number;
      }
      case ADDRESS -> {
        IpAddress address = value == null ? null : IpAddress.parse(value);
        yield (FieldReader.Address<Object>) event -> address;
      }
      case FLAG -> {
        Boolean flag = value == null ? null : Boolean.valueOf(value);
        yield (FieldReader.Flag<Object>) event -> flag;
      }
      case BYTES -> {
        byte[] bytes = value == null ? null : bytes(value);
        yield (FieldReader.Bytes<Object>) event -> bytes;
      }
    };
  }

  /** Flags are recorded in hexadecimal digits; a number without a sign may be shown with one. */
  private static long number(FieldType type, String value) {
    boolean flags = type.falcoName().startsWith("FLAGS");
    long number = Long.parseLong(value, flags ? 16 : 10);
    return type.kind() == FieldType.Kind.UNSIGNED && type.bits() < Long.SIZE
        ? number & ((1L << type.bits()) - 1)
        : number;
  }

  private byte[] bytes(String value) {
    String hex = recorded == null ? null : recorded.getString("hex");
    return hex == null ? value.getBytes(UTF_8) : HexFormat.of().parseHex(hex);
  }
}
