package dev.postern.rules;

import dev.postern.rules.source.Place;
import dev.postern.rules.source.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects what a load has to say; the same thing said twice counts once. */
final class Diagnostics {

  private final Set<Diagnostic> errors = new LinkedHashSet<>();
  private final Set<Diagnostic> warnings = new LinkedHashSet<>();
  private final Set<Problem> problems = new LinkedHashSet<>();

  void error(LoadCode code, Place place, String message) {
    errors.add(Diagnostic.of(code, place, null, message, null));
  }

  void error(Diagnostic error) {
    errors.add(error);
  }

  void warn(Diagnostic warning) {
    warnings.add(warning);
  }

  void warn(LoadCode code, Place place, String message, @Nullable String suggestion) {
    warnings.add(Diagnostic.of(code, place, null, message, suggestion));
  }

  /** Takes problems as errors; one in a macro is told once, for the first rule that uses it. */
  Consumer<Problem> errors(LoadCode code, @Nullable String rule) {
    return problem -> {
      if (problems.add(problem)) {
        errors.add(Diagnostic.of(code, rule, problem));
      }
    };
  }

  /** Takes problems as warnings. */
  Consumer<Problem> warnings(LoadCode code, @Nullable String rule) {
    return problem -> {
      if (problems.add(problem)) {
        warnings.add(Diagnostic.of(code, rule, problem));
      }
    };
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  List<Diagnostic> errorsIn(List<RuleSource> order) {
    return sorted(errors, order);
  }

  List<Diagnostic> warningsIn(List<RuleSource> order) {
    return sorted(warnings, order);
  }

  private static List<Diagnostic> sorted(Set<Diagnostic> all, List<RuleSource> order) {
    List<String> files = order.stream().map(RuleSource::name).toList();
    List<Diagnostic> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparingInt((Diagnostic diagnostic) -> files.indexOf(diagnostic.file()))
            .thenComparingInt(Diagnostic::line)
            .thenComparingInt(Diagnostic::column));
    return sorted;
  }
}
