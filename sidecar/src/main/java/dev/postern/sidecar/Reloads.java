package dev.postern.sidecar;

import dev.postern.enforce.ScopePolicy;
import dev.postern.reload.LoadedFiles;
import dev.postern.reload.LoadedRules;
import dev.postern.reload.ReloadThread;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks after the files of a running sidecar's rules and, if it has one, of its policy. */
public final class Reloads implements AutoCloseable {

  private final List<ReloadThread> threads;

  private Reloads(List<ReloadThread> threads) {
    this.threads = threads;
  }

  /**
   * Begins.
   *
   * @param policy null when there is none
   * @param every how long to wait between two looks; zero to look only when asked
   * @param err gets what there is to say
   */
  public static Reloads begin(
      Sidecar sidecar,
      LoadedFiles<LoadedRules> rules,
      @Nullable LoadedFiles<ScopePolicy> policy,
      Duration every,
      PrintWriter err) {
    List<ReloadThread> threads = new ArrayList<>();
    threads.add(rules.watch(new RuleReload(sidecar, rules.first(), err), every));
    if (policy != null) {
      threads.add(policy.watch(new PolicyReload(sidecar, policy.first(), err), every));
    }
    return new Reloads(threads);
  }

  /** Has everything loaded anew, soon, whether it has changed or not. */
  public void reload() {
    threads.forEach(ReloadThread::reload);
  }

  /** Ends, after a load that has begun. May be called again. */
  public void end() {
    threads.forEach(ReloadThread::end);
  }

  @Override
  public void close() {
    end();
  }
}
