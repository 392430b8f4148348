package dev.postern.rules;

import dev.postern.rules.source.Place;
import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceLines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects what a load has to say; the same thing said twice counts once. */
public final class Diagnostics {

  /** More of a kind help nobody, and a file made for it could have millions. */
  private static final int LIMIT = 1_000;

  /** Errors or warnings. */
  private static final class Heap {

    private final Set<Diagnostic> said = new LinkedHashSet<>();

    /** A problem in a macro is met again with every rule that uses it. */
    private final Set<Problem> problems = new HashSet<>();

    void add(Diagnostic diagnostic) {
      if (said.size() < LIMIT) {
        said.add(diagnostic);
      } else if (said.size() == LIMIT) {
        said.add(
            Diagnostic.of(
                diagnostic.code(),
                Place.file(diagnostic.file()),
                null,
                "more than " + LIMIT + ": the rest is left out",
                null));
      }
    }

    void add(LoadCode code, @Nullable String rule, Problem problem) {
      if (said.size() <= LIMIT && problems.add(problem)) {
        add(Diagnostic.of(code, rule, problem));
      }
    }
  }

  private final Heap errors = new Heap();
  private final Heap warnings = new Heap();

  void error(LoadCode code, Place place, String message) {
    errors.add(Diagnostic.of(code, place, null, message, null));
  }

  /** Takes an error. */
  public void error(Diagnostic error) {
    errors.add(error);
  }

  /** Takes a warning. */
  public void warn(Diagnostic warning) {
    warnings.add(warning);
  }

  void warn(LoadCode code, Place place, String message, @Nullable String suggestion) {
    warnings.add(Diagnostic.of(code, place, null, message, suggestion));
  }

  /** Takes problems as errors; one in a macro is told once, for the first rule that uses it. */
  Consumer<Problem> errors(LoadCode code, @Nullable String rule) {
    return problem -> errors.add(code, rule, problem);
  }

  /** Takes problems as warnings. */
  Consumer<Problem> warnings(LoadCode code, @Nullable String rule) {
    return problem -> warnings.add(code, rule, problem);
  }

  public boolean hasErrors() {
    return !errors.said.isEmpty();
  }

  /** The errors in the order of the files, each with the line it is about. */
  public List<Diagnostic> errorsIn(List<RuleSource> order) {
    return sorted(errors.said, order);
  }

  /** The warnings, likewise. */
  public List<Diagnostic> warningsIn(List<RuleSource> order) {
    return sorted(warnings.said, order);
  }

  private static List<Diagnostic> sorted(Set<Diagnostic> all, List<RuleSource> order) {
    Map<String, Integer> position = new HashMap<>();
    Map<String, SourceLines> lines = new HashMap<>();
    for (RuleSource source : order) {
      position.putIfAbsent(source.name(), position.size());
    }
    Set<String> files = new HashSet<>(all.stream().map(Diagnostic::file).toList());
    for (RuleSource source : order) {
      if (files.contains(source.name())) {
        lines.putIfAbsent(source.name(), new SourceLines(source.text()));
      }
    }
    List<Diagnostic> sorted = new ArrayList<>();
    for (Diagnostic diagnostic : all) {
      SourceLines text = lines.get(diagnostic.file());
      sorted.add(text == null ? diagnostic : diagnostic.in(text));
    }
    sorted.sort(
        Comparator.comparingInt(
                (Diagnostic diagnostic) -> position.getOrDefault(diagnostic.file(), -1))
            .thenComparingInt(Diagnostic::line)
            .thenComparingInt(Diagnostic::column));
    return sorted;
  }
}
