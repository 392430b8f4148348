package dev.postern.sidecar;

import dev.postern.reload.LoadFailure;
import dev.postern.reload.LoadedRules;
import dev.postern.reload.Watched;
import java.io.PrintWriter;
import java.util.List;

/** Has a sidecar run the rules that were loaded anew, and says what came of it. */
final class RuleReload implements Watched.Outcome<LoadedRules> {

  /** What runs rules. */
  interface Runner {
    /** Runs other rules from the next event on; returns when it does. */
    void replace(LoadedRules rules);

    /** Others were to run and could not be used. */
    void reloadFailed(List<String> errors);
  }

  private final Runner sidecar;
  private final ReloadLog log;
  private LoadedRules running;

  /**
   * Begins.
   *
   * @param running what the sidecar runs already
   * @param err gets a line or more each time
   */
  RuleReload(Runner sidecar, LoadedRules running, PrintWriter err) {
    this.sidecar = sidecar;
    this.running = running;
    log = new ReloadLog("rules", err);
  }

  @Override
  public void publish(LoadedRules loaded) throws LoadFailure {
    // What was emptied by mistake, or is just being written, must not switch detection off.
    if (loaded.rules().rules().isEmpty() && !running.rules().rules().isEmpty()) {
      throw new LoadFailure(
          List.of(
              "no enabled rule is left in "
                  + String.join(", ", loaded.files())
                  + ": to run without rules, start anew"));
    }
    sidecar.replace(loaded);
    running = loaded;
    log.replaced(loaded.summary(), loaded.warnings());
  }

  @Override
  public void failed(List<String> lines, boolean again) {
    sidecar.reloadFailed(lines);
    if (!again) {
      log.kept(lines, running.at());
    }
  }
}
