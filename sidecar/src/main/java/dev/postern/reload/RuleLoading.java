package dev.postern.reload;

import dev.postern.reload.LoadedRules.LoadedList;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleFiles;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleMatching;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import dev.postern.rules.SafeText;
import dev.postern.rules.ShippedRules;
import dev.postern.rules.list.CompiledLists;
import dev.postern.rules.list.ListFile;
import dev.postern.rules.list.ListFiles;
import dev.postern.rules.source.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/** Loads rules, as often as one likes, from the same files. */
public final class RuleLoading implements LoadedFiles.Source<LoadedRules> {

  /**
   * What to load.
   *
   * @param rules the user's rule files and folders; none for the shipped rules
   * @param defaults whether the shipped macros and lists come first
   * @param staying shipped rules that the user's own do not take the place of
   * @param matching which matching rules raise an alert
   * @param lists lists that settings give, by name
   * @param listFiles files that hold lists, by the list's name
   */
  public record Sources(
      List<Path> rules,
      boolean defaults,
      List<RuleSource> staying,
      RuleMatching matching,
      Map<String, List<String>> lists,
      SequencedMap<String, Path> listFiles) {}

  private final Sources sources;
  private final CompiledLists compiled = CompiledLists.inTemporaryFolder();

  public RuleLoading(Sources sources) {
    this.sources = sources;
  }

  /**
   * The files and folders that are read: none when there are the shipped rules and nothing else.
   */
  @Override
  public Collection<Path> paths() {
    List<Path> paths = new ArrayList<>(sources.rules());
    paths.addAll(sources.listFiles().values());
    return paths;
  }

  @Override
  public LoadedRules load() throws LoadFailure {
    Instant at = Instant.now();
    List<RuleSource> rules = rules(read());
    Map<String, ListFile> lists = lists();
    LoadResult result = RuleLoader.load(withDefaults(rules), settings(lists));
    if (result.rules() == null) {
      throw new LoadFailure(texts(result.errors()));
    }
    return new LoadedRules(
        result.rules(),
        rules.stream().map(RuleSource::name).toList(),
        texts(result.warnings()),
        loaded(lists),
        at);
  }

  /**
   * Loads and says all there is to say; errors of rules are in the result.
   *
   * @throws LoadFailure when a file cannot be read
   */
  public LoadResult result() throws LoadFailure {
    return result(read());
  }

  /** The same with other sources in the place of the rule files; the shipped rules for none. */
  public LoadResult result(List<RuleSource> files) throws LoadFailure {
    return RuleLoader.load(sources(files), settings());
  }

  /** All that is loaded when these are the rule files; the shipped rules for none. */
  public List<RuleSource> sources(List<RuleSource> files) {
    return withDefaults(rules(files));
  }

  /**
   * What rules are loaded with.
   *
   * @throws LoadFailure when a list cannot be read
   */
  public RuleSettings settings() throws LoadFailure {
    return settings(lists());
  }

  private RuleSettings settings(Map<String, ListFile> lists) {
    return new RuleSettings(sources.matching(), sources.lists(), lists);
  }

  private List<RuleSource> withDefaults(List<RuleSource> rules) {
    List<RuleSource> all =
        new ArrayList<>(sources.defaults() ? ShippedRules.defaults() : List.of());
    all.addAll(rules);
    return all;
  }

  private List<RuleSource> rules(List<RuleSource> files) {
    if (files.isEmpty()) {
      return ShippedRules.pack();
    }
    List<RuleSource> rules = new ArrayList<>(sources.staying());
    rules.addAll(files);
    return rules;
  }

  private List<RuleSource> read() throws LoadFailure {
    RuleFiles.Result files = RuleFiles.read(sources.rules());
    if (!files.errors().isEmpty()) {
      throw new LoadFailure("--rules", texts(files.errors()));
    }
    return files.sources();
  }

  private Map<String, ListFile> lists() throws LoadFailure {
    ListFiles.Result lists = ListFiles.read(sources.listFiles(), compiled);
    if (!lists.problems().isEmpty()) {
      throw new LoadFailure("--list", lists.problems().stream().map(RuleLoading::line).toList());
    }
    return lists.files();
  }

  private List<LoadedList> loaded(Map<String, ListFile> files) {
    return sources.listFiles().keySet().stream()
        .map(
            name -> {
              ListFile file = Objects.requireNonNull(files.get(name));
              return new LoadedList(name, file.entries(), file.path().toString());
            })
        .toList();
  }

  private static String line(Problem problem) {
    return SafeText.oneLine(problem.at().place() + ": " + problem.message());
  }

  private static List<String> texts(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(Diagnostic::toString).toList();
  }
}
