package dev.postern.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a load.
 *
 * @param rules null exactly when there are errors
 * @param errors everything that is wrong, in the order of the files
 * @param warnings what is probably not meant
 */
public record LoadResult(
    @Nullable RuleSet rules, List<Diagnostic> errors, List<Diagnostic> warnings) {

  public LoadResult {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    if ((rules == null) == errors.isEmpty()) {
      throw new IllegalArgumentException("either rules or errors");
    }
  }
}
