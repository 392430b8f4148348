package dev.postern.rules;

import dev.postern.rules.field.Field;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.field.FieldTrait;
import dev.postern.rules.field.FieldUse;
import dev.postern.rules.field.Multiplicity;
import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads outputs: {@code %field} and {@code %field[n]} in text; {@code %%} is a percent sign.
 *
 * @param <E> what the fields will be read from
 */
public final class OutputParser<E> {

  private static final Pattern FIELD =
      Pattern.compile("%([a-zA-Z][a-zA-Z0-9_]*(?:\\.[a-zA-Z][a-zA-Z0-9_]*)*)(?:\\[([^\\]]*)\\])?");

  private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");

  private final FieldCatalog<E> catalog;
  private final Consumer<Problem> problems;

  /**
   * @param catalog the fields that can be named; has {@code evt.time}
   */
  public OutputParser(FieldCatalog<E> catalog, Consumer<Problem> problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  /** Problems are reported, all of them; what is returned after one must not be used. */
  public OutputTemplate<E> parse(SourceText source) {
    String text = source.value().strip();
    int shift = source.value().indexOf(text);
    List<OutputTemplate.Part<E>> parts = new ArrayList<>();
    int literal = 0;
    StringBuilder pending = new StringBuilder();
    Matcher field = FIELD.matcher(text);
    int percent = text.indexOf('%');
    while (percent >= 0) {
      pending.append(text, literal, percent);
      literal = percent + 1;
      if (text.startsWith("%%", percent)) {
        pending.append('%');
        literal++;
      } else if (field.region(percent, text.length()).lookingAt()) {
        String name = field.group(1);
        String argument = field.group(2);
        literal = field.end();
        addLiteral(parts, pending);
        addField(parts, name, argument, source, shift + percent);
      } else {
        problems.accept(
            new Problem(
                source.position(shift + percent),
                "a field's name must follow '%'",
                "write %% for a percent sign"));
      }
      percent = text.indexOf('%', literal);
    }
    pending.append(text, literal, text.length());
    addLiteral(parts, pending);
    return new OutputTemplate<>(text, parts, time());
  }

  private ToLongFunction<E> time() {
    Field<E> time = catalog.find(OutputTemplate.TIME);
    if (time != null
        && time.readers().apply(null).getFirst() instanceof FieldReader.Time<E> reader) {
      return reader.epochNanos();
    }
    throw new IllegalStateException("no " + OutputTemplate.TIME + " among the fields");
  }

  /** Folding keeps some line ends; an alert is one line. */
  private void addLiteral(List<OutputTemplate.Part<E>> parts, StringBuilder pending) {
    if (!pending.isEmpty()) {
      String joined = LINE_END.matcher(pending).replaceAll(" ");
      parts.add(new OutputTemplate.Part.Literal<>(SafeText.oneLine(joined)));
      pending.setLength(0);
    }
  }

  private void addField(
      List<OutputTemplate.Part<E>> parts,
      String name,
      @Nullable String argument,
      SourceText source,
      int at) {
    switch (catalog.resolve(name, argument)) {
      case FieldUse.Refused<E> refused -> {
        String message =
            name.contains(".")
                ? refused.message()
                : "'%" + name + "' names no field; transformers in outputs are not supported yet";
        problems.accept(new Problem(source.position(at), message, refused.suggestion()));
      }
      case FieldUse.Found<E> field -> {
        if (field.field().has(FieldTrait.FILTER_ONLY)) {
          String end = name.substring(name.indexOf('.') + 1);
          problems.accept(
              new Problem(
                  source.position(at),
                  "'" + name + "' is for conditions and has no one value to show",
                  field.multiplicity() == Multiplicity.EITHER_END
                      ? "write fd.l" + end + " or fd.r" + end
                      : null));
          return;
        }
        parts.add(new OutputTemplate.Part.FieldValue<>(field.text(), field.readers().getFirst()));
      }
    }
  }
}
