package dev.postern.cli;

import dev.postern.enforce.PolicyLoading;
import dev.postern.enforce.Refusing;
import dev.postern.enforce.ScopePolicy;
import dev.postern.policy.Mode;
import dev.postern.policy.image.SocketKind;
import dev.postern.probe.Pins;
import dev.postern.reload.LoadFailure;
import dev.postern.reload.LoadedFiles;
import dev.postern.scope.BpfFilesystem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which egress policy the scope is under: the options of commands that enforce one. */
public final class PolicyOptions {

  @Option(
      names = "--policy",
      paramLabel = "PATH",
      split = ",",
      description =
          "File with egress policies, or folder of them; may be repeated. All of them apply,"
              + " whatever they select.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "audit|enforce|learn",
      description = "Use this mode in the place of every policy's own.")
  private @Nullable Mode mode;

  @Option(
      names = "--refuse-with",
      paramLabel = "ECONNREFUSED|EPERM",
      defaultValue = "ECONNREFUSED",
      description = "The error that a refused call gets (default: ${DEFAULT-VALUE}).")
  private Refusing refusing = Refusing.ECONNREFUSED;

  @Option(
      names = "--allow-sockets",
      paramLabel = "KIND",
      split = ",",
      description =
          "Kinds of sockets that programs may make under an enforced policy besides TCP's and"
              + " UDP's: mptcp, udplite, ping, raw. Packets of the last two pass only to where an"
              + " entry with 'ports: any' leads.")
  private Set<SocketKind> sockets = EnumSet.noneOf(SocketKind.class);

  @Option(
      names = "--pins",
      paramLabel = "PATH",
      description =
          "Folder of a BPF filesystem in which to keep what outlives this process, for --policy"
              + " (default: postern in the one that is mounted).")
  private @Nullable Path pins;

  /**
   * Where to keep what outlives this process; null without a policy. What is left there of scopes
   * that are gone is removed.
   *
   * @throws IOException in one line, when there is no BPF filesystem
   */
  public @Nullable Path pins() throws IOException {
    return pins(Set.of());
  }

  /**
   * As {@link #pins()}.
   *
   * @param removed ids of cgroups that were removed just now, which the kernel lets go of later
   */
  public @Nullable Path pins(Set<Long> removed) throws IOException {
    if (paths.isEmpty()) {
      return null;
    }
    Path folder = pins == null ? BpfFilesystem.find().resolve("postern") : pins;
    Pins.collect(folder, removed);
    return folder;
  }

  /**
   * Loads the policy asked for; null when none is.
   *
   * @param container the name that entries for containers may mean
   * @param err receives warnings
   * @throws CommandFailure with every error, each with its place; or for an option that means
   *     nothing without a policy
   */
  public @Nullable LoadedFiles<ScopePolicy> load(@Nullable String container, PrintWriter err)
      throws Exception {
    if (paths.isEmpty()) {
      requirePolicy("--mode", mode);
      requirePolicy("--pins", pins);
      requirePolicy("--allow-sockets", sockets.isEmpty() ? null : sockets);
      return null;
    }
    PolicyLoading loading =
        new PolicyLoading(
            new PolicyLoading.Sources(
                List.copyOf(paths), null, mode, container, refusing, sockets));
    return LoadedFiles.load(loading, source -> first(source, err));
  }

  private static void requirePolicy(String option, @Nullable Object value) throws CommandFailure {
    if (value != null) {
      throw CommandFailure.refused(option, "there is no policy: give one with --policy");
    }
  }

  private static ScopePolicy first(PolicyLoading loading, PrintWriter err) throws CommandFailure {
    try {
      ScopePolicy policy = loading.load();
      policy.warnings().forEach(warning -> err.println("warning: " + warning));
      return policy;
    } catch (LoadFailure e) {
      throw new CommandFailure(ExitStatus.FAILED, e.lines());
    }
  }
}
