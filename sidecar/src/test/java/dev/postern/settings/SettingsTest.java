package dev.postern.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Every setting of the sidecar is taken from each of its sources, and the right one wins. */
class SettingsTest {

  /** Three values that are taken, for settings that do not take any word. */
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "--ring-size", List.of("64K", "128K", "256K"),
          "--list", List.of("one=/feeds/one", "two=/feeds/two", "three=/feeds/three"),
          "--reload-seconds", List.of("1", "2", "3"),
          "--dns-keep-seconds", List.of("1", "2", "3"),
          "--allow-sockets", List.of("raw", "ping", "mptcp"),
          "--metrics", List.of("127.0.0.1:1", "127.0.0.1:2", "[::1]:3"));

  @TempDir Path folder;

  static Stream<Setting> settings() {
    List<Setting> settings = Setting.of(command(Main.commandLine(Map.of())).getCommandSpec());
    assertThat(settings).hasSizeGreaterThan(8);
    return settings.stream();
  }

  private static CommandLine command(CommandLine line) {
    return Objects.requireNonNull(line.getSubcommands().get("sidecar"));
  }

  private static @Nullable Object value(
      Setting setting, Map<String, String> environment, String... arguments) {
    CommandLine line = Main.commandLine(environment);
    List<String> all = new ArrayList<>(List.of("sidecar"));
    all.addAll(List.of(arguments));
    line.parseArgs(all.toArray(String[]::new));
    return command(line).getCommandSpec().findOption(setting.flag()).getValue();
  }

  /** Two values, the first of which is not the default. */
  private List<String> values(Setting setting) throws IOException {
    OptionSpec option = setting.option();
    Class<?> type = option.typeInfo().getType();
    if (setting.isFileItself()) {
      return List.of(
          settingsFile("one.yaml", "").toString(), settingsFile("two.yaml", "").toString());
    }
    if (VALUES.containsKey(setting.flag())) {
      return Objects.requireNonNull(VALUES.get(setting.flag()));
    }
    if (type.equals(boolean.class)) {
      return List.of("true", "false");
    }
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(constant -> ((Enum<?>) constant).name())
          .sorted(
              Comparator.comparing((String name) -> name.equalsIgnoreCase(option.defaultValue())))
          .toList();
    }
    assertThat(option.converters())
        .as("%s: add values it takes to VALUES", setting.flag())
        .isEmpty();
    return List.of("one", "two");
  }

  private Path settingsFile(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Map<String, String> file(String text) throws IOException {
    return Map.of("POSTERN_SETTINGS", settingsFile("settings.yaml", text).toString());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void isTakenFromEachSourceAndTheNearestWins(Setting setting) throws IOException {
    String one = values(setting).getFirst();
    String two = values(setting).get(1);
    Object first = value(setting, Map.of(), setting.flag() + "=" + one);
    Object second = value(setting, Map.of(), setting.flag() + "=" + two);
    assertThat(first).isNotEqualTo(second).isNotEqualTo(value(setting, Map.of()));

    assertThat(value(setting, Map.of(setting.variable(), one))).isEqualTo(first);
    assertThat(value(setting, Map.of(setting.variable(), one), setting.flag() + "=" + two))
        .isEqualTo(second);
    if (setting.isFileItself()) {
      return;
    }
    Map<String, String> file = file(setting.key() + ": \"" + one + "\"\n");
    assertThat(value(setting, file)).isEqualTo(first);
    assertThat(value(setting, file, setting.flag() + "=" + two)).isEqualTo(second);
    Map<String, String> both = new HashMap<>(file);
    both.put(setting.variable(), two);
    assertThat(value(setting, both)).isEqualTo(second);
    assertThat(value(setting, both, setting.flag() + "=" + one)).isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void severalValuesAreAListInTheFile(Setting setting) throws IOException {
    if (setting.option().isMultiValue()) {
      assertThat(setting.option().splitRegex()).isEqualTo(",");
      String one = values(setting).getFirst();
      String two = values(setting).get(1);
      String both = one + "," + two;
      Object expected = value(setting, Map.of(), setting.flag(), one, setting.flag(), two);
      String list = setting.key() + ": [" + one + ", " + two + "]";
      assertThat(value(setting, file(list))).isEqualTo(expected);
      String lines = setting.key() + ":\n- " + one + "\n- " + two + "\n";
      assertThat(value(setting, file(lines))).isEqualTo(expected);
      assertThat(value(setting, file(setting.key() + ": " + both))).isEqualTo(expected);
      assertThat(value(setting, Map.of(setting.variable(), both))).isEqualTo(expected);
    }
  }

  private static Setting setting(String flag) {
    return settings().filter(each -> each.flag().equals(flag)).findFirst().orElseThrow();
  }

  @Test
  void downwardApiNamesCountAfterOurOwnAndBeforeTheFile() throws IOException {
    Setting uid = setting("--pod-uid");
    Map<String, String> environment = new HashMap<>(file("pod-uid: from-file"));
    environment.put("POD_UID", "customary");
    assertThat(value(uid, environment)).isEqualTo("customary");
    environment.put("POSTERN_POD_UID", "ours");
    assertThat(value(uid, environment)).isEqualTo("ours");
    assertThat(value(uid, environment, "--pod-uid", "flag")).isEqualTo("flag");
  }

  @Test
  void aPodIsNamedByTwoVariablesOrNotAtAll() {
    Setting pod = setting("--pod");
    assertThat(value(pod, Map.of("POD_NAME", "cart-0", "POD_NAMESPACE", "shop")))
        .isEqualTo("shop/cart-0");
    assertThat(value(pod, Map.of("POD_NAME", "cart-0"))).isNull();
    assertThat(value(pod, Map.of("POD_NAME", "cart-0", "POD_NAMESPACE", ""))).isNull();
    assertThat(value(setting("--node-name"), Map.of("NODE_NAME", "n1"))).isEqualTo("n1");
  }

  @Test
  void anEmptyVariableIsNone() throws IOException {
    Map<String, String> environment = new HashMap<>(file("container: web"));
    environment.put("POSTERN_CONTAINER", "");
    assertThat(value(setting("--container"), environment)).isEqualTo("web");
  }

  /** To picocli a default is a template. */
  @Test
  void aValueIsMeantAsItStands() throws IOException {
    String value = "${env:HOME} $${x} ${sys:java.home:-y}$";
    Setting container = setting("--container");
    assertThat(value(container, Map.of("POSTERN_CONTAINER", value))).isEqualTo(value);
    assertThat(value(container, file("container: '" + value + "'"))).isEqualTo(value);
  }

  @Test
  void anEmptyFileSaysNothing() throws IOException {
    Setting container = setting("--container");
    for (String text : List.of("", "# container: web\n", "---\n", "{}", "\ufeff")) {
      assertThat(value(container, file(text))).as(text).isNull();
    }
  }

  @Test
  void theFlagsFileIsReadAndNotTheEnvironments() throws IOException {
    Path flag = settingsFile("flag.yaml", "container: flag");
    assertThat(
            value(
                setting("--container"),
                file("container: environment"),
                "--settings",
                flag.toString()))
        .isEqualTo("flag");
  }

  @Test
  void otherCommandsTakeTheEnvironmentAndNoFile() throws IOException {
    Map<String, String> environment = new HashMap<>(file("ring-size: 1M\nunknown: [[]]"));
    environment.put("POSTERN_RING_SIZE", "2M");
    environment.put("POSTERN_WHATEVER", "belongs to CMD");
    CommandLine line = Main.commandLine(environment);
    line.parseArgs("run", "true");
    CommandLine run = Objects.requireNonNull(line.getSubcommands().get("run"));
    assertThat(run.getCommandSpec().findOption("--ring-size").<Integer>getValue())
        .isEqualTo(2 << 20);
  }
}
