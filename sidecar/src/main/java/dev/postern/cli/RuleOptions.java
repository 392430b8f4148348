package dev.postern.cli;

import dev.postern.event.Cidr;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleFiles;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleMatching;
import dev.postern.rules.RuleSet;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import dev.postern.rules.ShippedRules;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which rules to run: the options every command with rules shares. */
public final class RuleOptions {

  private static final String CLUSTER_RANGES = "cluster_ranges";

  @Option(
      names = "--rules",
      paramLabel = "PATH",
      split = ",",
      description =
          "Falco rule file, or folder of them, instead of the shipped rules; may be repeated. The"
              + " shipped macros and lists are loaded first.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--no-defaults", description = "Leave out the shipped macros and lists.")
  private boolean noDefaults;

  @Option(
      names = "--rule-matching",
      paramLabel = "all|first",
      defaultValue = "all",
      description = "Which matching rules raise an alert (default: ${DEFAULT-VALUE}).")
  private RuleMatching matching = RuleMatching.ALL;

  @Option(
      names = "--cluster-ranges",
      paramLabel = "CIDR",
      split = ",",
      description = "Addresses of the cluster's services and pods: the list cluster_ranges.")
  private List<String> clusterRanges = new ArrayList<>();

  /** Sets the cluster's addresses for a command that knows them, unless the user gave them. */
  public void clusterRangesUnlessGiven(String range) {
    if (clusterRanges().isEmpty()) {
      clusterRanges = List.of(range);
    }
  }

  /** Loads the rules asked for, or the shipped ones. Warnings go to {@code err}. */
  public RuleSet load(PrintWriter err) throws CommandFailure {
    return load(List.of(), err);
  }

  /**
   * Loads the rules asked for, or the shipped ones.
   *
   * @param staying shipped rules that the user's own do not take the place of
   * @param err receives warnings
   * @throws CommandFailure with every error, each with its place
   */
  public RuleSet load(List<RuleSource> staying, PrintWriter err) throws CommandFailure {
    return Objects.requireNonNull(load(staying, List.of(), err).rules());
  }

  /**
   * The same, for those who look at rules instead of running them.
   *
   * @param more files and folders after those of --rules
   * @return a load without errors
   */
  public LoadResult load(List<RuleSource> staying, List<Path> more, PrintWriter err)
      throws CommandFailure {
    RuleFiles.Result files = RuleFiles.read(paths(more));
    if (!files.errors().isEmpty()) {
      throw CommandFailure.refused("--rules", texts(files.errors()));
    }
    LoadResult result = load(staying, files.sources());
    if (result.rules() == null) {
      throw new CommandFailure(ExitStatus.FAILED, texts(result.errors()));
    }
    result.warnings().forEach(warning -> err.println("warning: " + warning));
    return result;
  }

  /** Loads sources, or the shipped rules when there is none; errors are in the result. */
  public LoadResult load(List<RuleSource> staying, List<RuleSource> given) throws CommandFailure {
    List<RuleSource> sources = new ArrayList<>(noDefaults ? List.of() : ShippedRules.defaults());
    if (given.isEmpty()) {
      sources.addAll(ShippedRules.pack());
    } else {
      sources.addAll(staying);
      sources.addAll(given);
    }
    return RuleLoader.load(sources, settings());
  }

  /** The files and folders of --rules, then more. */
  public List<Path> paths(List<Path> more) {
    return Stream.concat(paths.stream(), more.stream()).toList();
  }

  public RuleMatching matching() {
    return matching;
  }

  /** The cluster's addresses; none unless given. */
  public List<Cidr> clusterCidrs() throws CommandFailure {
    List<Cidr> cidrs = new ArrayList<>();
    for (String range : clusterRanges()) {
      cidrs.add(cidr(range));
    }
    return cidrs;
  }

  private static Cidr cidr(String range) throws CommandFailure {
    Cidr cidr =
        Cidr.parse(range.contains("/") ? range : range + (range.contains(":") ? "/128" : "/32"));
    if (cidr == null) {
      throw CommandFailure.refused(
          "--cluster-ranges", "'" + range + "' is no CIDR: write it as 10.96.0.0/12");
    }
    return cidr;
  }

  private RuleSettings settings() throws CommandFailure {
    clusterCidrs(); // refuses what is none
    List<String> ranges = clusterRanges();
    return new RuleSettings(matching, ranges.isEmpty() ? Map.of() : Map.of(CLUSTER_RANGES, ranges));
  }

  /** Without the blanks and the empty places of "10.0.0.0/8, 192.0.2.0/24,". */
  private List<String> clusterRanges() {
    return clusterRanges.stream().map(String::strip).filter(range -> !range.isEmpty()).toList();
  }

  private static List<String> texts(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(Diagnostic::toString).toList();
  }
}
