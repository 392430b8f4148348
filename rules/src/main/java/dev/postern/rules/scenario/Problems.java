package dev.postern.rules.scenario;

import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.ProblemSink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a file. */
final class Problems implements ProblemSink {

  private final List<ScenarioProblem> all = new ArrayList<>();

  void add(Place place, String message) {
    all.add(ScenarioProblem.of(place, message, null));
  }

  @Override
  public void add(Place place, String message, @Nullable String suggestion) {
    all.add(ScenarioProblem.of(place, message, suggestion));
  }

  /** A name that is none of those there are. */
  void unknown(Place place, String message, String name, Collection<String> known) {
    add(place, message, NearestName.suggestion(name, known));
  }

  boolean none() {
    return all.isEmpty();
  }

  List<ScenarioProblem> all() {
    return List.copyOf(all);
  }
}
