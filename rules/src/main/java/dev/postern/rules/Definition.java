package dev.postern.rules;

import dev.postern.rules.exception.ExceptionItem;
import dev.postern.rules.list.ListFile;
import dev.postern.rules.source.SourceText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One item of a rule file, its shape checked, its condition not yet read. */
sealed interface Definition {

  SourceText name();

  /**
   * A list's items; one that is another list's name stands for that list.
   *
   * @param append whether they are added to those of an earlier list
   * @param file holds items too, none of them the name of a list
   */
  record ListOf(SourceText name, List<SourceText> items, boolean append, @Nullable ListFile file)
      implements Definition {

    ListOf(SourceText name, List<SourceText> items, boolean append) {
      this(name, items, append, null);
    }

    /** The same list with other items beside those of its file. */
    ListOf withItems(List<SourceText> others) {
      return new ListOf(name, others, append, file);
    }
  }

  /**
   * A condition with a name.
   *
   * @param append whether it goes on an earlier one's condition
   */
  record Macro(SourceText name, SourceText condition, boolean append) implements Definition {}

  /**
   * A whole rule.
   *
   * @param source the kind of events it is about
   * @param warnEventTypes whether a condition that names no event type is worth a warning
   * @param skipIfUnknownFilter whether an unknown field skips the rule instead of being an error
   */
  record RuleItem(
      SourceText name,
      SourceText description,
      SourceText condition,
      SourceText output,
      Priority priority,
      List<String> tags,
      boolean enabled,
      SourceText source,
      List<ExceptionItem> exceptions,
      boolean warnEventTypes,
      boolean skipIfUnknownFilter)
      implements Definition {}

  /**
   * A change of an earlier rule.
   *
   * @param source must be the earlier rule's; null when not said
   * @param appended what is added
   * @param replaced what takes the place of the earlier; both may be empty, not together
   */
  record RuleChange(
      SourceText name, @Nullable SourceText source, RuleParts appended, RuleParts replaced)
      implements Definition {}

  /** An earlier rule's {@code enabled} and nothing else. */
  record RuleSwitch(SourceText name, boolean enabled) implements Definition {}

  /** What could not be read, which is reported already, so that nobody misses it by its name. */
  record Unreadable(SourceText name, Kind kind) implements Definition {}

  /** What has names of its own. */
  enum Kind {
    LIST,
    MACRO,
    RULE
  }
}
