package dev.postern.rules.exception;

import dev.postern.rules.condition.ListModifier;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.source.SourceText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of an exception's comps: an operator, or one with a list modifier, such as {@code startswith
 * oneof}.
 *
 * @param text normalised: single blanks, none around it
 * @param takesList whether values in parentheses follow it
 */
record Comparison(SourceText text, boolean takesList) {

  /** Reads a comp; null when Falco has no such comparison. */
  static @Nullable Comparison read(SourceText written) {
    List<String> words = List.of(written.value().strip().split("\\s+"));
    Operator operator = Operator.ofWord(words.getFirst().equals("==") ? "=" : words.getFirst());
    if (operator == null || words.size() > 2) {
      return null;
    }
    boolean modified = words.size() == 2;
    if (modified
        && (operator.operand() != Operator.Operand.VALUE
            || ListModifier.ofWord(words.getLast()) == null)) {
      return null;
    }
    return new Comparison(
        SourceText.at(written.place(), String.join(" ", words)),
        modified || operator.operand() == Operator.Operand.LIST);
  }
}
