package dev.postern.cli;

import dev.postern.event.Cidr;
import dev.postern.reload.LoadFailure;
import dev.postern.reload.LoadedRules;
import dev.postern.reload.RuleLoading;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleMatching;
import dev.postern.rules.RuleSet;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
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
              + " shipped macros and lists are loaded first. The word shipped stands for the"
              + " shipped rules: --rules shipped,mine.yaml.")
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

  @Option(
      names = "--list",
      paramLabel = "NAME=FILE",
      split = ",",
      converter = ListFileOption.Converter.class,
      description =
          "List whose items a text file holds, one a line, such as addresses, blocks or domain"
              + " names of a threat feed; instead of a shipped list of that name. May be repeated.")
  private List<ListFileOption> lists = new ArrayList<>();

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
    return load(loading(staying, List.of()), err).rules();
  }

  /** Loads rules for the first time. */
  public static LoadedRules load(RuleLoading loading, PrintWriter err) throws CommandFailure {
    try {
      LoadedRules loaded = loading.load();
      warn(loaded.warnings(), err);
      return loaded;
    } catch (LoadFailure e) {
      throw failure(e);
    }
  }

  /**
   * Loads the rules asked for, or the shipped ones, for those who look at rules instead of running
   * them.
   *
   * @param more files and folders after those of --rules
   * @return a load without errors
   */
  public LoadResult inspect(List<Path> more, PrintWriter err) throws CommandFailure {
    try {
      LoadResult result = loading(List.of(), more).result();
      if (result.rules() == null) {
        throw new CommandFailure(ExitStatus.FAILED, texts(result.errors()));
      }
      warn(texts(result.warnings()), err);
      return result;
    } catch (LoadFailure e) {
      throw failure(e);
    }
  }

  /**
   * Sources and settings, for those who load them more than once.
   *
   * @param sources what is loaded, the shipped macros and lists first
   */
  public record Loadable(List<RuleSource> sources, RuleSettings settings) {

    /** Loads them; errors are in the result. */
    public LoadResult load() {
      return RuleLoader.load(sources, settings);
    }
  }

  /** What is loaded with these sources in the place of the files of --rules. */
  public Loadable loadable(List<RuleSource> files) throws CommandFailure {
    try {
      RuleLoading loading = loading(List.of(), List.of());
      return new Loadable(loading.sources(files), loading.settings());
    } catch (LoadFailure e) {
      throw failure(e);
    }
  }

  /** What loads the rules asked for, or the shipped ones, as often as wanted. */
  public RuleLoading loading() throws CommandFailure {
    return loading(List.of(), List.of());
  }

  private RuleLoading loading(List<RuleSource> staying, List<Path> more) throws CommandFailure {
    clusterCidrs(); // refuses what is none
    List<String> ranges = clusterRanges();
    return new RuleLoading(
        new RuleLoading.Sources(
            paths(more),
            !noDefaults,
            staying,
            matching,
            ranges.isEmpty() ? Map.of() : Map.of(CLUSTER_RANGES, ranges),
            listFiles()));
  }

  private SequencedMap<String, Path> listFiles() throws CommandFailure {
    SequencedMap<String, Path> files = new LinkedHashMap<>();
    for (ListFileOption list : lists) {
      if (list.name().equals(CLUSTER_RANGES) && !clusterRanges().isEmpty()) {
        throw CommandFailure.refused(
            "--list", CLUSTER_RANGES + " is given by --cluster-ranges already: leave one out");
      }
      if (files.put(list.name(), list.file()) != null) {
        throw CommandFailure.refused(
            "--list", list.name() + " is given twice: put all entries into one file");
      }
    }
    return files;
  }

  private static CommandFailure failure(LoadFailure e) {
    String option = e.option();
    return option == null
        ? new CommandFailure(ExitStatus.FAILED, e.lines())
        : CommandFailure.refused(option, e.lines());
  }

  private static void warn(List<String> warnings, PrintWriter err) {
    warnings.forEach(warning -> err.println("warning: " + warning));
  }

  private static List<String> texts(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(Diagnostic::toString).toList();
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

  /** Without the blanks and the empty places of "10.0.0.0/8, 192.0.2.0/24,". */
  private List<String> clusterRanges() {
    return clusterRanges.stream().map(String::strip).filter(range -> !range.isEmpty()).toList();
  }
}
