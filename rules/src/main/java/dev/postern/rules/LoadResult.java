package dev.postern.rules;

import dev.postern.rules.compile.ValueLists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a load.
 *
 * @param rules null exactly when there are errors
 * @param errors everything that is wrong, in the order of the files
 * @param warnings what is probably not meant
 * @param loaded every rule whose condition could be read, also a disabled one, in the order of
 *     definition; when there are errors, some of these may be what is wrong
 * @param lists every list of the files and of the settings
 * @param macros the names that conditions of {@code loaded} were given
 */
public record LoadResult(
    @Nullable RuleSet rules,
    List<Diagnostic> errors,
    List<Diagnostic> warnings,
    List<LoadedRule> loaded,
    ValueLists lists,
    MacroNames macros) {

  public LoadResult {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    loaded = List.copyOf(loaded);
    if ((rules == null) == errors.isEmpty()) {
      throw new IllegalArgumentException("either rules or errors");
    }
  }
}
