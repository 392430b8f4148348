package dev.postern.rulescli;

import dev.postern.alert.FalcoJson;
import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.cli.PosternCommand;
import dev.postern.cli.RuleOptions;
import dev.postern.rules.Alert;
import dev.postern.rules.LoadResult;
import dev.postern.rules.record.BadEventException;
import dev.postern.rules.record.EventJson;
import dev.postern.rules.record.RecordedEvent;
import dev.postern.rules.record.RecordedRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries rules on recorded events. */
@Command(
    name = "eval",
    description = {
      "Tries rules on recorded events, a JSON object of field and value a line, and prints the"
          + " alerts of each line in order.",
      "postern run --record FILE writes such lines."
    },
    mixinStandardHelpOptions = true)
final class EvalCommand implements PosternCommand {

  private static final String STANDARD_INPUT = "-";

  @Spec private CommandSpec spec;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Option(
      names = "--events",
      paramLabel = "EVENTS.jsonl",
      required = true,
      description = "The events; - is standard input.")
  private String events = STANDARD_INPUT;

  @Option(names = "--json", description = "Print alerts as Falco's JSON with the line's number.")
  private boolean json;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "More rule files and folders of them; the shipped rules if there is none.")
  private List<Path> files = new ArrayList<>();

  private final ZoneId zone = ZoneId.systemDefault();

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    LoadResult loaded = rules.inspect(files, err);
    RecordedRules recorded = new RecordedRules(loaded, rules.matching());
    boolean bad = false;
    try (InputStream in = open()) {
      EventLines lines = new EventLines(in);
      for (EventLines.Line line = lines.next(); line != null; line = lines.next()) {
        try {
          RecordedEvent event = EventJson.read(line.text());
          int number = line.number();
          recorded.evaluate(event, alert -> out.println(shown(alert, event, number)));
        } catch (BadEventException e) {
          bad = true;
          out.flush();
          err.println(name() + ":" + line.number() + ": " + e.message());
        }
      }
    }
    out.flush();
    err.flush();
    return bad ? ExitStatus.FAILED : ExitStatus.OK;
  }

  private String shown(Alert alert, RecordedEvent event, int line) {
    if (!json) {
      return line + ": " + alert.line(zone);
    }
    String object = new FalcoJson(event.hostname(), zone).line(alert);
    return object.substring(0, object.length() - 1) + ",\"line\":" + line + "}";
  }

  private String name() {
    return events.equals(STANDARD_INPUT) ? "standard input" : events;
  }

  private InputStream open() throws CommandFailure {
    if (events.equals(STANDARD_INPUT)) {
      return System.in;
    }
    Path file = Path.of(events);
    try {
      if (Files.isDirectory(file)) {
        throw CommandFailure.refused("--events", file + ": a folder, not a file");
      }
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw CommandFailure.refused("--events", file + ": no such file");
    } catch (AccessDeniedException e) {
      throw CommandFailure.refused("--events", file + ": permission denied");
    } catch (IOException e) {
      throw CommandFailure.refused("--events", file + ": cannot be read: " + e.getMessage());
    }
  }
}
