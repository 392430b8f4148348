package dev.postern.rules.field;

import dev.postern.event.EventType;
import dev.postern.rules.LoadCode;
import dev.postern.rules.condition.ListModifier;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Transformer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The page on fields, operators and codes, made from the code. */
public final class FieldsPage {

  private FieldsPage() {}

  /** The whole page in Markdown. */
  public static List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.addAll(
        """
        # Fields, operators and codes

        Made from the code; `postern rules fields` prints the first table. All names that Falco 0.44
        knows for system calls load, and Postern's own beside them.

        ## Fields

        - *Filled* says whether an event here ever has the field: **yes**; **later**, when a part
          that is not built yet fills it; **never**. A field that is not filled, or that an event
          lacks, is absent: every comparison with it is false, `!=` too, and outputs show `<NA>`.
        - The argument of a field stands in brackets, `proc.aname[2]`, or behind a dot,
          `evt.arg.res`.
        - *conditions only*, *outputs only*: an error elsewhere. *no transformers*: nor can another
          field be compared with it. *any*: true as soon as one of its values fulfils the
          comparison. *list*: takes `exists`, `in` (all of them) and `intersects` (one of them).
        - *either end*: true when either end fulfils the comparison; `!=` asks that both differ.

        """
            .lines()
            .toList());
    lines.addAll(table(FieldCatalog.events().fields()));
    lines.add("");
    lines.addAll(
        """
        ## Types and their operators

        Falco's name of a type is in brackets. Every operator but `exists` is false where the field
        is absent.

        | type | operators |
        |---|---|\
        """
            .lines()
            .toList());
    for (FieldType type : FieldType.values()) {
      lines.add(
          "| "
              + type.text()
              + " ("
              + type.falcoName()
              + ") | "
              + Arrays.stream(Operator.values())
                  .filter(type.operators()::contains)
                  .map(operator -> "`" + operator.text() + "`")
                  .collect(Collectors.joining(" "))
              + " |");
    }
    lines.add("");
    lines.add(
        "What a *domain name* is compared with may be written in any case and with a dot at its");
    lines.add(
        "end; for `=`, `!=`, `in` and `intersects`, `*.example.org` is what is below that name,");
    lines.add("one label or more, without the name itself.");
    lines.addAll(List.of("", "## Transformers", ""));
    lines.add("Around a field on the left of an operator; `val(field)` on the right.");
    lines.add("");
    for (Transformer transformer : Transformer.values()) {
      lines.add("- `" + transformer.text() + "(…)`: " + meaning(transformer));
    }
    lines.addAll(List.of("", "## List modifiers", ""));
    lines.add("Between an operator and values in parentheses; of no values, always false.");
    lines.add("");
    for (ListModifier modifier : ListModifier.values()) {
      lines.add("- `" + modifier.text() + "`: true for " + meaning(modifier) + " of the values.");
    }
    lines.addAll(List.of("", "## Types of events", ""));
    lines.add("A rule that names none of them is tried on those that are *asked*.");
    lines.addAll(List.of("", "| `evt.type` | asked |", "|---|---|"));
    for (EventType type : EventType.values()) {
      lines.add("| `" + type.text() + "` | " + (type.implicit() ? "yes" : "by name") + " |");
    }
    lines.addAll(List.of("", "## Codes of errors and warnings", ""));
    for (LoadCode code : LoadCode.values()) {
      lines.add("- `" + code + "`");
    }
    return lines;
  }

  private static String meaning(Transformer transformer) {
    return switch (transformer) {
      case TOLOWER -> "the text in lower case.";
      case TOUPPER -> "the text in upper case.";
      case B64 -> "what the text means in Base64.";
      case BASENAME -> "what follows the last slash.";
      case LEN -> "the number of bytes, or of values of a list.";
      case JOIN -> "a list's values with the first argument between them.";
      case CONCAT -> "the arguments, one after the other.";
      case GETOPT -> "the options among a list of arguments, as getopt(3) finds them.";
      case VAL -> "the value of a field; its name alone would be compared as text.";
    };
  }

  private static String meaning(ListModifier modifier) {
    return switch (modifier) {
      case ONEOF -> "exactly one";
      case ANYOF -> "one or more";
      case ALLOF -> "each";
    };
  }

  /** A table of some fields in Markdown, its head first. */
  public static List<String> table(Collection<? extends Field<?>> fields) {
    List<String> lines = new ArrayList<>();
    lines.add("| field | type | argument | filled | | meaning |");
    lines.add("|---|---|---|---|---|---|");
    for (Field<?> field : fields) {
      FieldDescription of = FieldDescription.of(field);
      lines.add(
          "| `%s` | %s | %s | %s | %s | %s |"
              .formatted(
                  of.name(),
                  of.type(),
                  of.argument(),
                  of.filled(),
                  String.join(", ", of.traits()),
                  of.meaning()));
    }
    return lines;
  }
}
