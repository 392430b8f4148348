package dev.postern.rulescli;

import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.cli.PosternCommand;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldDescription;
import dev.postern.rules.source.NearestName;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The fields that rules can name. */
@Command(
    name = "fields",
    description = "Lists the fields that conditions and outputs can name.",
    mixinStandardHelpOptions = true)
final class FieldsCommand implements PosternCommand {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PREFIX",
      arity = "0..1",
      defaultValue = "",
      description = "Only those that begin so, such as fd. or proc.")
  private String prefix = "";

  @Override
  public Integer call() throws Exception {
    List<FieldDescription> fields = FieldDescription.startingWith(prefix);
    if (fields.isEmpty()) {
      String nearest = NearestName.suggestion(prefix, FieldCatalog.events().names());
      throw new CommandFailure(
          ExitStatus.FAILED,
          "no field begins with '" + prefix + "'" + (nearest == null ? "" : ": " + nearest));
    }
    Columns table = new Columns("FIELD", "TYPE", "FILLED", "MEANING");
    for (FieldDescription field : fields) {
      table.row(field.name() + field.argument(), field.type(), field.filled(), field.meaning());
    }
    PrintWriter out = spec.commandLine().getOut();
    table.print(out);
    out.flush();
    return ExitStatus.OK;
  }
}
