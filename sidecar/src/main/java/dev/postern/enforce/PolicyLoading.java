package dev.postern.enforce;

import dev.postern.policy.Mode;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicySet;
import dev.postern.policy.Requirement;
import dev.postern.policy.Workload;
import dev.postern.policy.WorkloadPolicy;
import dev.postern.policy.image.PolicyCompiler;
import dev.postern.policy.image.PolicyTooLargeException;
import dev.postern.policy.image.SocketKind;
import dev.postern.policy.read.PolicyLoad;
import dev.postern.policy.read.PolicyLoader;
import dev.postern.reload.LoadFailure;
import dev.postern.reload.LoadedFiles;
import dev.postern.rules.Diagnostic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Loads the policy of one scope, as often as one likes, from the same files. */
public final class PolicyLoading implements LoadedFiles.Source<ScopePolicy> {

  /**
   * What to load.
   *
   * @param files policy files and folders
   * @param workload whose policies to select; null to take all of them
   * @param mode to use in the place of every policy's own; null to leave them theirs
   * @param container the name that entries for containers may mean
   * @param refusing what refused calls get
   * @param sockets that may be made besides TCP's and UDP's
   */
  public record Sources(
      List<Path> files,
      @Nullable Workload workload,
      @Nullable Mode mode,
      @Nullable String container,
      Refusing refusing,
      Set<SocketKind> sockets) {}

  private final Sources sources;

  public PolicyLoading(Sources sources) {
    this.sources = sources;
  }

  /** The files and folders that are read. */
  @Override
  public List<Path> paths() {
    return sources.files();
  }

  @Override
  public ScopePolicy load() throws LoadFailure {
    Instant at = Instant.now();
    PolicyLoad load = PolicyLoader.load(sources.files(), at);
    if (load.policies() == null) {
      throw new LoadFailure(texts(load.errors()));
    }
    WorkloadPolicy policy = select(load.policies());
    refuseUnenforced(policy);
    try {
      return new ScopePolicy(
          policy,
          PolicyCompiler.compileNamed(policy, sources.container()),
          sources.container(),
          sources.refusing(),
          sources.sockets(),
          sources.files().stream().map(Path::toString).toList(),
          texts(load.warnings()),
          at);
    } catch (PolicyTooLargeException e) {
      throw new LoadFailure(List.of(String.valueOf(e.getMessage())));
    }
  }

  private WorkloadPolicy select(PolicySet policies) {
    WorkloadPolicy selected =
        sources.workload() == null ? policies.selectAll() : policies.select(sources.workload());
    Mode mode = sources.mode();
    return mode == null
        ? selected
        : new WorkloadPolicy(
            selected.selected().stream().map(policy -> inMode(policy, mode)).toList());
  }

  private static Policy inMode(Policy policy, Mode mode) {
    return new Policy(
        policy.id(),
        policy.place(),
        policy.pods(),
        policy.namespaces(),
        mode,
        policy.allow(),
        policy.deny(),
        policy.expiresAt());
  }

  /** An entry that means less here than it says would allow what it does not mean to. */
  private static void refuseUnenforced(WorkloadPolicy policy) throws LoadFailure {
    List<Requirement> requirements = policy.requirements();
    if (!requirements.isEmpty()) {
      throw new LoadFailure(requirements.stream().map(Requirement::toString).toList());
    }
  }

  private static List<String> texts(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(Diagnostic::toString).toList();
  }
}
