package dev.postern.bypass;

import dev.postern.lab.LabException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Tries rows under one regime, in a world of its own. */
final class Suite {

  private Suite() {}

  /** What came of each row, as each privilege it is tried with. */
  static Map<Trial, Outcome> run(Regime regime, List<Row> rows) {
    try (World world = World.create()) {
      List<Attempt> attempts = attempts(world, regime, rows);
      attempts.stream().filter(attempt -> attempt.row().stage().before()).forEach(Attempt::begin);
      world.enforce(regime);
      attempts.forEach(Attempt::run);
      Judge judge = new Judge(regime);
      Map<Trial, Outcome> outcomes = new LinkedHashMap<>();
      for (Attempt attempt : attempts) {
        outcomes.put(new Trial(attempt.row(), attempt.privilege(), regime), attempt.outcome(judge));
      }
      return outcomes;
    } catch (IOException e) {
      throw new LabException("a world was not removed: " + e.getMessage(), e);
    }
  }

  private static List<Attempt> attempts(World world, Regime regime, List<Row> rows) {
    int salt = ThreadLocalRandom.current().nextInt();
    List<Attempt> attempts = new ArrayList<>();
    for (Row row : rows) {
      if (row.regimes().contains(regime)) {
        for (Privilege privilege : row.privileges()) {
          int number = attempts.size() + 1;
          String token = String.format(Locale.ROOT, "POSTERN-%08x-%03d", salt, number);
          Target target = Target.of(row, number, token);
          attempts.add(new Attempt(world, row, privilege, target));
        }
      }
    }
    return attempts;
  }
}
