package dev.postern.rulescli;

import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.cli.PosternCommand;
import dev.postern.cli.RuleOptions;
import dev.postern.rules.LoadResult;
import dev.postern.rules.LoadedRule;
import dev.postern.rules.record.BadEventException;
import dev.postern.rules.record.EventJson;
import dev.postern.rules.record.Explanation;
import dev.postern.rules.record.RecordedEvent;
import dev.postern.rules.source.NearestName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why a rule does, or does not, raise an alert on an event. */
@Command(
    name = "explain",
    description = "Shows what each part of a rule's condition says of an event, and why.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements PosternCommand {

  @Spec private CommandSpec spec;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Option(
      names = "--event",
      paramLabel = "JSON",
      required = true,
      description = "An event: a JSON object of field and value, as postern rules eval takes it.")
  private String event = "";

  @Parameters(index = "0", paramLabel = "RULE", description = "The rule's name.")
  private String name = "";

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      arity = "0..*",
      description = "Rule files and folders of them; the shipped rules if there is none.")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    RecordedEvent given = event();
    LoadResult loaded = rules.inspect(files, spec.commandLine().getErr());
    LoadedRule rule = rule(loaded);
    Explanation explanation = Explanation.of(rule, loaded, given);
    boolean tried = Explanation.isTried(rule, given);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "%s (%s): %s".formatted(name, rule.rule().place(), verdict(rule, explanation, tried)));
    explanation.lines().forEach(out::println);
    out.flush();
    return ExitStatus.OK;
  }

  private RecordedEvent event() throws CommandFailure {
    try {
      return EventJson.read(event);
    } catch (BadEventException e) {
      throw CommandFailure.refused("--event", e.message());
    }
  }

  private LoadedRule rule(LoadResult loaded) throws CommandFailure {
    for (LoadedRule rule : loaded.loaded()) {
      if (rule.rule().name().equals(name)) {
        return rule;
      }
    }
    String nearest =
        NearestName.suggestion(
            name, loaded.loaded().stream().map(rule -> rule.rule().name()).toList());
    throw new CommandFailure(
        ExitStatus.FAILED,
        "there is no rule '"
            + name
            + "': "
            + (nearest == null ? "see postern rules list" : nearest));
  }

  private static String verdict(LoadedRule rule, Explanation explanation, boolean tried) {
    if (!explanation.holds()) {
      return "no alert, the condition is false";
    }
    if (!rule.enabled()) {
      return "no alert, though the condition is true: the rule is disabled";
    }
    return tried
        ? "alert, the condition is true"
        : "no alert, though the condition is true: only a rule that names this evt.type is tried on"
            + " such events";
  }
}
