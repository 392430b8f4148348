package dev.postern.bypass;

import dev.postern.lab.LabException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The whole suite: every regime in a world of its own, side by side. */
public final class Bypass {

  private Bypass() {}

  /**
   * Tries rows under regimes.
   *
   * @throws LabException when a world cannot be made, or a row cannot be tried
   */
  public static Results run(List<Row> rows, Collection<Regime> regimes) {
    Map<Regime, Future<Map<Trial, Outcome>>> running = new LinkedHashMap<>();
    Map<Trial, Outcome> outcomes = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Regime regime : regimes) {
        running.put(regime, threads.submit(() -> Suite.run(regime, rows)));
      }
      for (Map.Entry<Regime, Future<Map<Trial, Outcome>>> each : running.entrySet()) {
        outcomes.putAll(result(each.getKey(), each.getValue()));
      }
    }
    return new Results(outcomes);
  }

  private static Map<Trial, Outcome> result(Regime regime, Future<Map<Trial, Outcome>> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new LabException(regime.text() + ": " + (cause == null ? e : cause).getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }
}
