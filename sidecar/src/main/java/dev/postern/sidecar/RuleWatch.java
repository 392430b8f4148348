package dev.postern.sidecar;

import dev.postern.reload.FileStamps;
import dev.postern.reload.LoadedRules;
import dev.postern.reload.ReloadThread;
import dev.postern.reload.RuleLoading;
import dev.postern.reload.Watched;
import java.io.PrintWriter;
import java.time.Duration;

/** Rules and the files they came from, which are looked after once a sidecar runs them. */
public final class RuleWatch {

  /** Loads rules for the first time. */
  public interface FirstLoad {
    /** All of them. */
    LoadedRules load(RuleLoading loading) throws Exception;
  }

  private final RuleLoading loading;
  private final FileStamps before;
  private final LoadedRules rules;

  private RuleWatch(RuleLoading loading, FileStamps before, LoadedRules rules) {
    this.loading = loading;
    this.before = before;
    this.rules = rules;
  }

  /** Loads rules, having looked at their files first, so that no change is missed. */
  public static RuleWatch load(RuleLoading loading, FirstLoad first) throws Exception {
    FileStamps before = FileStamps.of(loading.paths());
    return new RuleWatch(loading, before, first.load(loading));
  }

  /** The rules that were loaded first. */
  public LoadedRules rules() {
    return rules;
  }

  /**
   * From now on what changes in the files is run by the sidecar.
   *
   * @param every how long to wait between two looks; zero to look only when asked
   * @param err gets what there is to say
   */
  public ReloadThread begin(Sidecar sidecar, Duration every, PrintWriter err) {
    RuleReload reload = new RuleReload(sidecar, rules, err);
    // Of the shipped rules alone nothing can change.
    Duration looking = loading.paths().isEmpty() ? Duration.ZERO : every;
    return ReloadThread.start(new Watched<>(loading.paths(), before, loading, reload), looking);
  }
}
