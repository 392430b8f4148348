package dev.postern.sidecar;

import dev.postern.enforce.PolicyLoading;
import dev.postern.enforce.ScopePolicy;
import dev.postern.reload.FileStamps;
import dev.postern.reload.LoadFailure;
import dev.postern.reload.ReloadThread;
import dev.postern.reload.Watched;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy and the files it came from, which are looked after once it is in force. Without a policy
 * there is nothing to look after.
 */
public final class PolicyWatch {

  /** Loads a policy for the first time. */
  public interface FirstLoad {
    /** All of it. */
    ScopePolicy load(PolicyLoading loading) throws Exception;
  }

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final @Nullable PolicyLoading loading;
  private final FileStamps before;
  private final @Nullable ScopePolicy policy;

  private PolicyWatch(
      @Nullable PolicyLoading loading, FileStamps before, @Nullable ScopePolicy policy) {
    this.loading = loading;
    this.before = before;
    this.policy = policy;
  }

  /** Loads a policy, having looked at its files first, so that no change is missed. */
  public static PolicyWatch load(@Nullable PolicyLoading loading, FirstLoad first)
      throws Exception {
    FileStamps before = FileStamps.of(loading == null ? List.of() : loading.paths());
    return new PolicyWatch(loading, before, loading == null ? null : first.load(loading));
  }

  /** The policy that was loaded first, or null when none was asked for. */
  public @Nullable ScopePolicy policy() {
    return policy;
  }

  /**
   * From now on what changes in the files is put in force by the sidecar. Null when there is
   * nothing to look after.
   *
   * @param every how long to wait between two looks; zero to look only when asked
   * @param err gets what there is to say
   */
  public @Nullable ReloadThread begin(Sidecar sidecar, Duration every, PrintWriter err) {
    PolicyLoading watched = loading;
    ScopePolicy first = policy;
    if (watched == null || first == null) {
      return null;
    }
    return ReloadThread.start(
        new Watched<>(watched.paths(), before, watched, new Reload(sidecar, first, err)), every);
  }

  private static final class Reload implements Watched.Outcome<ScopePolicy> {

    private final Sidecar sidecar;
    private final PrintWriter err;
    private ScopePolicy inForce;

    private Reload(Sidecar sidecar, ScopePolicy inForce, PrintWriter err) {
      this.sidecar = sidecar;
      this.inForce = inForce;
      this.err = err;
    }

    @Override
    public void publish(ScopePolicy loaded) throws LoadFailure {
      sidecar.enforce(loaded);
      inForce = loaded;
      loaded.warnings().forEach(warning -> say("warning: " + warning));
      say("policy reloaded: " + loaded.summary());
      err.flush();
    }

    @Override
    public void failed(List<String> lines, boolean again) {
      sidecar.policyFailed(lines);
      if (!again) {
        lines.forEach(this::say);
        say("keeping the policy of " + TIME.format(inForce.at().atZone(ZoneId.systemDefault())));
        err.flush();
      }
    }

    private void say(String line) {
      err.println("postern: " + line);
    }
  }
}
