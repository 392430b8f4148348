package dev.postern.rules;

import dev.postern.rules.condition.Value;
import dev.postern.rules.source.SourceText;
import java.util.List;

/** One item of a rule file, its shape checked, its condition not yet read. */
sealed interface Definition {

  SourceText name();

  /** A list's items; one that is another list's name stands for that list. */
  record ListOf(SourceText name, List<Value> items) implements Definition {}

  record Macro(SourceText name, SourceText condition) implements Definition {}

  record RuleItem(
      SourceText name,
      SourceText description,
      SourceText condition,
      SourceText output,
      Priority priority,
      List<String> tags,
      boolean enabled)
      implements Definition {}
}
