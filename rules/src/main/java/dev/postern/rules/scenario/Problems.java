package dev.postern.rules.scenario;

import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong with a file. */
final class Problems {

  private final List<ScenarioProblem> all = new ArrayList<>();

  void add(Place place, String message) {
    all.add(ScenarioProblem.of(place, message, null));
  }

  /** A name that is none of those there are. */
  void unknown(Place place, String message, String name, Collection<String> known) {
    all.add(ScenarioProblem.of(place, message, NearestName.suggestion(name, known)));
  }

  boolean none() {
    return all.isEmpty();
  }

  List<ScenarioProblem> all() {
    return List.copyOf(all);
  }
}
