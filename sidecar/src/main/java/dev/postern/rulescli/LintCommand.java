package dev.postern.rulescli;

import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.cli.PosternCommand;
import dev.postern.cli.RuleOptions;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleFiles;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Mixin private RuleOptions rules = new RuleOptions();

  @Option(
      names = "--fix",
      description = "Make the changes that need no thought; every rule keeps its meaning.")
  private boolean fix;

  @Option(names = "--json", description = "One JSON object: errors, notes, fixed.")
  private boolean json;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Rule files and folders of them.")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() throws CommandFailure {
    List<Path> paths = rules.paths(files);
    if (paths.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'FILE'");
    }
    RuleFiles.Result read = RuleFiles.read(paths);
    if (!read.errors().isEmpty()) {
      return print(read.errors(), List.of(), List.of());
    }
    RuleOptions.Loadable loadable = rules.loadable(read.sources());
    List<RuleSource> sources = loadable.sources();
    RuleSettings settings = loadable.settings();
    LoadResult result = loadable.load();
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
