package dev.postern.rules;

import dev.postern.rules.exception.ExceptionItem;
import dev.postern.rules.source.SourceText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some of a rule's values; null is one that is not there. */
record RuleParts(
    @Nullable SourceText condition,
    @Nullable SourceText output,
    @Nullable SourceText description,
    @Nullable List<String> tags,
    @Nullable List<ExceptionItem> exceptions,
    @Nullable Priority priority,
    @Nullable Boolean enabled,
    @Nullable Boolean warnEventTypes,
    @Nullable Boolean skipIfUnknownFilter) {

  static final RuleParts NONE = new RuleParts(null, null, null, null, null, null, null, null, null);

  boolean isEmpty() {
    return equals(NONE);
  }
}
