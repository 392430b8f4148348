package dev.postern.settings;

import dev.postern.cli.Main;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;

/** docs/settings.md, made of the options themselves. */
final class SettingsPage {

  private static final String HEAD =
      """
      # Settings

      Every option of `postern sidecar` can be given in three ways, and the first of them that is
      there counts: the flag, the environment variable, the key in the file that `--settings` or
      `POSTERN_SETTINGS` names. The other commands take the environment too, but no file.

      ```yaml
      # settings.yaml
      rules: [/etc/postern/rules]
      cluster-ranges:
        - 10.96.0.0/12
        - 10.244.0.0/16
      ring-size: 8M
      ```

      - Several values are separated by commas, or are a list in the file; a value holds no comma.
      - A flag without a value is `true` or `false` in the environment and the file.
      - An empty variable counts as none. Paths are relative to the working directory.
      - The downward API's customary names count where Postern's own variable is not set: `POD_UID`,
        `POD_NAMESPACE` with `POD_NAME` (both or neither), `NODE_NAME`.
      - A key, or a variable that begins with `POSTERN_`, that nobody knows stops the start. Those that
        Kubernetes sets for a Service called `postern…` are left alone.

      | flag | environment | file | default | |
      |---|---|---|---|---|
      """;

  private static final String FOOT =
      """

      This page is made by a test: `mvn -pl sidecar -am -Dtest=SettingsPageTest
      -Dsurefire.failIfNoSpecifiedTests=false -Dpostern.golden.update=true test`.
      """;

  private SettingsPage() {}

  static List<String> lines() {
    List<String> lines = new ArrayList<>(HEAD.lines().toList());
    Setting.of(
            Objects.requireNonNull(Main.commandLine(Map.of()).getSubcommands().get("sidecar"))
                .getCommandSpec())
        .stream()
        .map(SettingsPage::row)
        .sorted()
        .forEach(lines::add);
    lines.addAll(FOOT.lines().toList());
    return lines;
  }

  private static String row(Setting setting) {
    OptionSpec option = setting.option();
    String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    if (option.isMultiValue()) {
      label += "," + option.paramLabel();
    }
    String variables = "`" + setting.variable() + "`";
    if (!setting.customaryVariables().isEmpty()) {
      variables +=
          setting.customaryVariables().stream()
              .map(name -> "`" + name + "`")
              .collect(Collectors.joining(" and ", ", ", ""));
    }
    return "| %s | %s | %s | %s | %s |"
        .formatted(
            "`" + setting.flag() + label.replace("|", "\\|") + "`",
            variables,
            setting.isFileItself() ? "" : "`" + setting.key() + "`",
            option.defaultValue() == null ? "" : "`" + option.defaultValue() + "`",
            meaning(option));
  }

  /** The page has a column for the default. */
  private static String meaning(OptionSpec option) {
    return String.join(" ", option.description())
        .replaceAll(" ?\\(default: [^)]*\\)", "")
        .replace("|", "\\|");
  }
}
