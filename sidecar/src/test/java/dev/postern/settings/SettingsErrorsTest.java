package dev.postern.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ExitStatus;
import dev.postern.cli.Invocation;
import dev.postern.cli.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that cannot be used stop the start with one line: where, what, what to do. */
class SettingsErrorsTest {

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("settings.yaml");
  }

  private static Invocation sidecar(Map<String, String> environment, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "sidecar";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Invocation.of(Main.commandLine(environment), all);
  }

  private static void assertRefused(Invocation invocation, String line) {
    assertThat(invocation.errors())
        .singleElement()
        .asString()
        .startsWith("postern sidecar: " + line);
    assertThat(invocation.output()).isEmpty();
    assertThat(invocation.status()).isEqualTo(ExitStatus.USAGE);
  }

  private void assertFileRefused(String text, String line) throws IOException {
    Files.writeString(file, text);
    assertRefused(sidecar(Map.of(), "--settings", file.toString()), file + line);
    assertRefused(sidecar(Map.of("POSTERN_SETTINGS", file.toString())), file + line);
  }

  @Test
  void aFileThatIsNotThere() {
    assertRefused(
        sidecar(Map.of(), "--settings", file.toString()),
        file + ": no such file: check --settings or POSTERN_SETTINGS; see");
  }

  @Test
  void aFolder() {
    assertRefused(
        sidecar(Map.of("POSTERN_SETTINGS", folder.toString())),
        folder + ": is a folder: name a YAML file; see");
  }

  /** Reading a pipe or a device would wait for ever. */
  @Test
  void aDevice() {
    assertRefused(
        sidecar(Map.of("POSTERN_SETTINGS", "/dev/zero")), "/dev/zero: is no regular file: name a");
  }

  @Test
  void aFileThatIsFarTooLarge() throws IOException {
    Files.write(file, new byte[(1 << 20) + 1]);
    assertRefused(
        sidecar(Map.of("POSTERN_SETTINGS", file.toString())), file + ": is larger than 1 MiB");
  }

  @Test
  void aFileThatIsNoText() throws IOException {
    Files.write(file, "container: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(
        sidecar(Map.of("POSTERN_SETTINGS", file.toString())), file + ": is not UTF-8 text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a: b\n\tc: d`|:2:1: is not YAML: ",
        "container: [web|:1:16: is not YAML: ",
        "container: \"web|:1:16: is not YAML: ",
        "`ok: *nowhere`|:1:5: 'ok' takes a value or a list of values",
        "- container|:1:1: is no mapping: write settings as name: value, a line each",
        "container|:1:1: is no mapping: write settings as name: value, a line each",
        "`container: a\n---\ncontainer: b`|:2:1: a second document: keep one",
        "[a]: b|:1:1: a key is the name of a setting",
        "`container: web\n"
            + "ring-sise: 4M`|:2:1: unknown setting 'ring-sise': did you mean 'ring-size'?",
        "sidecar: {}|:1:10: 'sidecar' takes a value or a list of values",
        "frobnicate: 1|:1:1: unknown setting 'frobnicate': docs/settings.md lists them",
        "settings: x|:1:1: unknown setting 'settings': ",
        "help: true|:1:1: unknown setting 'help': ",
        "`container: a\ncontainer: b`|:2:1: 'container' stands twice: keep one",
        "container: [web]|:1:12: 'container' takes one value, not a list",
        "container: {a: b}|:1:12: 'container' takes a value or a list of values",
        "container:|:1:11: 'container' has no value: give it one or leave the line out",
        "container: ~|:1:12: 'container' has no value: ",
        "rules: [a, [b]]|:1:12: 'rules' takes a value or a list of values",
        "rules: [a, null]|:1:12: 'rules' has no value: ",
        "`rules: [\"a,b\"]`|:1:8: 'a,b' holds a comma, which separates values",
      })
  void aFileOfTheWrongShapeIsRefusedAtThePlace(String text, String line) throws IOException {
    assertFileRefused(text, line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ring-size|3M|Invalid value for option '--ring-size': '3M' is not a power of two",
        "format|xml|Invalid value for option '--format': expected one of [JSON, TEXT]",
        "no-defaults|maybe|Invalid value for option '--no-defaults'",
        "pod|shop|--pod: 'shop' is no NAMESPACE/NAME: write it as shop/cart-0",
        "image|:1|--image: ':1' names no repository",
        "cluster-ranges|10.0.0|--cluster-ranges: '10.0.0' is no CIDR",
        "rules|/nowhere.yaml|/nowhere.yaml: no such file or folder",
        "cgroup|/nowhere|--cgroup: /nowhere is no folder",
        "cgroup|/tmp|--cgroup: /tmp is no cgroup v2",
        "pod-uid|123|--pod-uid: '123' is no pod's uid",
      })
  void aValueThatIsRefusedIsTracedToItsSource(String key, String value, String message)
      throws IOException {
    String flag = "--" + key;
    String variable = "POSTERN_" + key.replace('-', '_').toUpperCase(java.util.Locale.ROOT);
    assertRefused(sidecar(Map.of(), flag + "=" + value), message);
    assertRefused(sidecar(Map.of(variable, value)), variable + ": " + message);
    Files.writeString(file, "\n" + key + ": '" + value + "'\n");
    int column = key.length() + 3;
    assertRefused(
        sidecar(Map.of("POSTERN_SETTINGS", file.toString())),
        file + ":2:" + column + ": " + message);
    assertRefused(
        sidecar(Map.of(variable, "overruled"), flag + "=" + value), message); // not its source
  }

  @Test
  void customaryVariablesAreTracedToo() {
    assertRefused(sidecar(Map.of("POD_UID", "me")), "POD_UID: --pod-uid: 'me' is no pod's uid");
    assertRefused(
        sidecar(Map.of("POD_NAMESPACE", "shop", "POD_NAME", "a/b")),
        "POD_NAMESPACE and POD_NAME: --pod: 'shop/a/b' is no NAMESPACE/NAME");
  }

  @Test
  void nothingToWatch() {
    assertRefused(
        sidecar(Map.of()),
        "nothing to watch: name a cgroup with --cgroup, or a pod with --pod-uid or POD_UID");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POSTERN_RINGSIZE|did you mean 'POSTERN_RING_SIZE'?",
        "POSTERN_CLUSTER_RANGE|did you mean 'POSTERN_CLUSTER_RANGES'?",
        "POSTERN_HELP|unset it, docs/settings.md lists those",
        "POSTERN_FROBNICATION|unset it, docs/settings.md lists those",
        "POSTERN_PORT_HTTP|unset it",
        "POSTERN_SERVICE_HOSTS|unset it",
      })
  void aVariableThatNobodyTakes(String name, String advice) {
    assertRefused(
        sidecar(Map.of(name, "x")), "unknown environment variable " + name + ": " + advice);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POSTERN_BUILT",
        "POSTERN_JAVA_OPTS",
        "POSTERN_REQUIRE_BPF",
        "POSTERN_JSON",
        "POSTERN_SERVICE_HOST",
        "POSTERN_SERVICE_PORT",
        "POSTERN_SERVICE_PORT_HTTP_POSTERN",
        "POSTERN_PORT",
        "POSTERN_PORT_443_TCP",
        "POSTERN_PORT_443_TCP_PROTO",
        "POSTERN_PORT_53_UDP_ADDR",
        "POSTERN_INJECTOR_SERVICE_HOST",
        "POSTERN_INJECTOR_PORT_443_TCP_PORT",
      })
  void variablesOfOthersAreLeftAlone(String name) {
    assertRefused(sidecar(Map.of(name, "x")), "nothing to watch");
  }

  @Test
  void helpIsGivenWhateverTheSettingsAre() {
    Invocation help =
        sidecar(Map.of("POSTERN_FROBNICATION", "x", "POSTERN_SETTINGS", "/nowhere"), "--help");
    assertThat(help.status()).isZero();
    assertThat(help.errors()).isEmpty();
    assertThat(String.join("\n", help.output())).contains("--ring-size", "(default: all)");
  }
}
