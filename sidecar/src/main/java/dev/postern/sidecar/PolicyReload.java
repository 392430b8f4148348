package dev.postern.sidecar;

import dev.postern.enforce.ScopePolicy;
import dev.postern.reload.LoadFailure;
import dev.postern.reload.Watched;
import java.io.PrintWriter;
import java.util.List;

/** Has a sidecar put the policy in force that was loaded anew, and says what came of it. */
final class PolicyReload implements Watched.Outcome<ScopePolicy> {

  private final Sidecar sidecar;
  private final ReloadLog log;
  private ScopePolicy inForce;

  /**
   * Begins.
   *
   * @param inForce already
   * @param err gets a line or more each time
   */
  PolicyReload(Sidecar sidecar, ScopePolicy inForce, PrintWriter err) {
    this.sidecar = sidecar;
    this.inForce = inForce;
    log = new ReloadLog("policy", err);
  }

  @Override
  public void publish(ScopePolicy loaded) throws LoadFailure {
    sidecar.enforce(loaded);
    inForce = loaded;
    log.replaced(loaded.summary(), loaded.warnings());
  }

  @Override
  public void failed(List<String> lines, boolean again) {
    sidecar.policyFailed(lines);
    if (!again) {
      log.kept(lines, inForce.at());
    }
  }
}
