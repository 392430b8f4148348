package dev.postern.rules.field;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The fields in {@code unfilled.fields}: known by name and type, absent from every event. */
final class UnfilledFields {

  private static final String FILE = "unfilled.fields";

  private UnfilledFields() {}

  static <E> List<Field<E>> all() {
    try (InputStream file =
        Objects.requireNonNull(UnfilledFields.class.getResourceAsStream(FILE), FILE)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      List<Field<E>> fields = new ArrayList<>();
      for (String line : text.lines().toList()) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          fields.add(read(line));
        }
      }
      return fields;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }

  private static <E> Field<E> read(String line) {
    String[] parts = line.split(" ", 3);
    List<String> words = List.of(parts[1].split(",", -1));
    FieldType type = FieldType.ofFalcoName(words.getFirst());
    Argument argument = Argument.NONE;
    Multiplicity multiplicity = Multiplicity.ONE;
    Filled filled = Filled.NEVER;
    Set<FieldTrait> traits = EnumSet.noneOf(FieldTrait.class);
    for (String word : words.subList(1, words.size())) {
      switch (word) {
        case "domain" -> type = FieldType.DOMAIN;
        case "any" -> multiplicity = Multiplicity.ANY;
        case "list" -> multiplicity = Multiplicity.LIST;
        case "index?" -> argument = Argument.OPTIONAL_INDEX;
        case "key?" -> argument = Argument.OPTIONAL_KEY;
        case "number" -> argument = Argument.NUMBER;
        case "key" -> argument = Argument.KEY;
        case "name" -> argument = Argument.NAME;
        case "name|key" -> argument = Argument.NAME_OR_KEY;
        case "later" -> filled = Filled.LATER;
        case "deprecated" -> traits.add(FieldTrait.DEPRECATED);
        case "filter-only" -> traits.add(FieldTrait.FILTER_ONLY);
        case "output-only" -> traits.add(FieldTrait.OUTPUT_ONLY);
        case "plain" -> traits.add(FieldTrait.PLAIN);
        case "dialect" -> traits.add(FieldTrait.DIALECT);
        default -> throw new IllegalStateException(FILE + ": '" + word + "' in: " + line);
      }
    }
    List<FieldReader<E>> readers = List.of(absent(type, multiplicity));
    return new Field<>(
        parts[0], type, argument, multiplicity, filled, traits, parts[2], told -> readers);
  }

  /** A reader that fits a type and finds nothing. */
  static <E> FieldReader<E> absent(FieldType type, Multiplicity multiplicity) {
    if (multiplicity == Multiplicity.LIST) {
      return (FieldReader.Texts<E>) (event, index) -> null;
    }
    return switch (type.kind()) {
      case SIGNED, UNSIGNED -> (FieldReader.Numeric<E>) event -> FieldReader.Numeric.ABSENT;
      case ADDRESS -> (FieldReader.Address<E>) event -> null;
      case FLAG -> (FieldReader.Flag<E>) event -> null;
      case BYTES -> (FieldReader.Bytes<E>) event -> null;
      case TEXT, OPAQUE -> (FieldReader.Text<E>) event -> null;
    };
  }
}
