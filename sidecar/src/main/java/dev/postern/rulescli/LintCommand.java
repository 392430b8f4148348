package dev.postern.rulescli;

import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.cli.PosternCommand;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleFiles;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleMatching;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import dev.postern.rules.ShippedRules;
import dev.postern.rules.lint.Edit;
import dev.postern.rules.lint.Fix;
import dev.postern.rules.lint.Lint;
import dev.postern.rules.lint.Note;
import dev.postern.rules.lint.RewrittenFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Advice on rule files, and the part of it that needs no thought, done. */
@Command(
    name = "lint",
    description =
        "Loads rule files and gives advice: what is not portable, can't happen or is said twice.",
    footer = {"", "Exit status: 0 nothing to say, 1 notes or errors, 2 wrong usage."},
    mixinStandardHelpOptions = true)
final class LintCommand implements PosternCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = "--fix",
      description = "Make the changes that need no thought; every rule keeps its meaning.")
  private boolean fix;

  @Option(names = "--json", description = "One JSON object: errors, notes, fixed.")
  private boolean json;

  @Option(names = "--no-defaults", description = "Leave out the shipped macros and lists.")
  private boolean noDefaults;

  @Option(
      names = "--rule-matching",
      paramLabel = "all|first",
      defaultValue = "all",
      description = "Which matching rules raise an alert (default: ${DEFAULT-VALUE}).")
  private RuleMatching matching = RuleMatching.ALL;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Rule files and folders of them.")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() throws CommandFailure {
    RuleFiles.Result read = RuleFiles.read(files);
    if (!read.errors().isEmpty()) {
      return print(read.errors(), List.of(), List.of());
    }
    RuleSettings settings = new RuleSettings(matching, Map.of());
    List<RuleSource> sources = new ArrayList<>(noDefaults ? List.of() : ShippedRules.defaults());
    sources.addAll(read.sources());
    LoadResult result = RuleLoader.load(sources, settings);
    List<Note> notes = Lint.notes(sources, settings, result);
    if (!fix || result.rules() == null) {
      return print(result.errors(), notes, List.of());
    }
    Fix fixed = Fix.of(sources, settings, result, notes);
    if (fixed.refusal() != null) {
      throw new CommandFailure(
          ExitStatus.FAILED, "nothing was changed, because " + fixed.refusal());
    }
    write(fixed.changed());
    LoadResult after = RuleLoader.load(fixed.sources(), settings);
    return print(after.errors(), Lint.notes(fixed.sources(), settings, after), fixed.made());
  }

  private static void write(List<RuleSource> changed) throws CommandFailure {
    for (RuleSource file : changed) {
      try {
        RewrittenFile.write(Path.of(file.name()), file.text());
      } catch (IOException e) {
        throw new CommandFailure(ExitStatus.FAILED, String.valueOf(e.getMessage()));
      }
    }
  }

  private int print(List<Diagnostic> errors, List<Note> notes, List<Edit> fixed) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(LintJson.of(errors, notes, fixed));
    } else {
      errors.forEach(error -> out.println("error: " + error));
      fixed.forEach(edit -> out.println("fixed: " + edit));
      notes.forEach(note -> out.println("note: " + note));
    }
    out.flush();
    return errors.isEmpty() && notes.isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
  }
}
