package dev.postern.policy.read;

import dev.postern.policy.PolicySet;
import dev.postern.rules.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of loading policies.
 *
 * @param policies null exactly when there are errors
 * @param errors everything that is wrong, in the order of the files
 * @param warnings what is probably not meant
 * @param notes what wildcards stand for
 */
public record PolicyLoad(
    @Nullable PolicySet policies,
    List<Diagnostic> errors,
    List<Diagnostic> warnings,
    List<Diagnostic> notes) {

  public PolicyLoad {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
    if ((policies == null) == errors.isEmpty()) {
      throw new IllegalArgumentException("either policies or errors");
    }
  }
}
