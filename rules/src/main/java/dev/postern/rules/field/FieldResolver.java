package dev.postern.rules.field;

import dev.postern.rules.source.NearestName;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the field that a name and an argument mean, and says what is wrong with them. */
final class FieldResolver<E> {

  private static final Pattern INDEX = Pattern.compile("[0-9]{1,3}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");

  private final FieldCatalog<E> catalog;

  FieldResolver(FieldCatalog<E> catalog) {
    this.catalog = catalog;
  }

  /** For {@code proc.aname[2]}: the name {@code proc.aname} and the argument {@code 2}. */
  FieldUse<E> resolve(String name, @Nullable String argument) {
    Field<E> field = catalog.find(name);
    if (field != null) {
      return withBrackets(field, argument);
    }
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      field = catalog.find(name.substring(0, dot));
      if (field != null && field.argument().dotted()) {
        return argument == null
            ? withName(field, name.substring(dot + 1), name)
            : refused("'" + name + "' takes nothing in brackets", null);
      }
    }
    return refused("unknown field '" + name + "'", NearestName.suggestion(name, catalog.names()));
  }

  private FieldUse<E> withName(Field<E> field, String argument, String text) {
    boolean ofCall =
        field.argument() == Argument.CALL_ARGUMENT
            || field.argument() == Argument.RAW_CALL_ARGUMENT;
    if (ofCall && CallArgumentTypes.of(argument) == null) {
      return refused(
          "no system call has an argument '" + argument + "'",
          NearestName.suggestion(argument, CallArgumentTypes.names()));
    }
    return found(field, argument, text);
  }

  private FieldUse<E> withBrackets(Field<E> field, @Nullable String argument) {
    String name = field.name();
    if (argument == null) {
      return field.argument().required()
          ? refused("'" + name + "' needs an argument", "write " + name + example(field))
          : found(field, null, name);
    }
    String text = name + "[" + argument + "]";
    return switch (field.argument().bracket()) {
      case NOTHING ->
          refused(
              "'" + name + "' takes nothing in brackets",
              field.argument().dotted() ? "write " + name + "." + argument : null);
      case INDEX ->
          INDEX.matcher(argument).matches()
              ? found(field, argument, text)
              : refused("'" + name + "' takes a number of up to three digits", null);
      case NUMBER ->
          NUMBER.matcher(argument).matches()
              ? found(field, argument, text)
              : refused("'" + name + "' takes a number in brackets", null);
      case KEY ->
          argument.isEmpty()
              ? refused("'" + name + "' takes a name in brackets", null)
              : found(field, argument, text);
    };
  }

  private FieldUse<E> found(Field<E> field, @Nullable String argument, String text) {
    boolean oneOfThem = argument != null && field.multiplicity() == Multiplicity.ANY;
    return new FieldUse.Found<>(
        field,
        argument,
        text,
        type(field, argument),
        oneOfThem ? Multiplicity.ONE : field.multiplicity(),
        field.readers().apply(argument));
  }

  private FieldType type(Field<E> field, @Nullable String argument) {
    FieldType ofArgument =
        field.argument() == Argument.RAW_CALL_ARGUMENT && argument != null
            ? CallArgumentTypes.of(argument)
            : null;
    return ofArgument == null ? field.type() : ofArgument;
  }

  private FieldUse<E> refused(String message, @Nullable String suggestion) {
    return new FieldUse.Refused<>(message, suggestion);
  }

  private static String example(Field<?> field) {
    return switch (field.argument()) {
      case NAME, CALL_ARGUMENT, RAW_CALL_ARGUMENT -> ".NAME";
      case NUMBER -> "[N]";
      case NONE, OPTIONAL_INDEX, OPTIONAL_KEY, KEY, NAME_OR_KEY -> "[NAME]";
    };
  }
}
