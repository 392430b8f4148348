package dev.postern.policycli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ExitStatus;
import dev.postern.cli.Invocation;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code postern policy …} as its users call it. */
class PolicyCommandTest {

  private static final String POLICY =
      """
      apiVersion: postern.dev/v1alpha1
      kind: EgressPolicy
      metadata: {name: checkout, namespace: shop}
      spec:
        selector: {matchLabels: {app: checkout}}
        mode: Enforce
        allow:
        - name: payments
          to: [{cidr: 198.51.100.0/24}, {fqdn: "*.payments.example"}]
          ports: [{port: 443}]
          from: {executables: [/usr/bin/java]}
          expiresAt: 2027-01-31T00:00:00Z
        deny:
        - to: [{cidr: 198.51.100.13/32}]
      """;

  private static final String TESTS =
      """
      policies: [policy.yaml]
      namespace: shop
      labels: {app: checkout}
      at: 2026-10-01T00:00:00Z
      tests:
      - {name: payments, exe: /usr/bin/java, to: "198.51.100.7:443", expect: allow, entry: payments}
      - {name: late, exe: /usr/bin/java, to: "198.51.100.7:443", at: 2027-01-31T00:00:00Z, expect: deny}
      - {name: curl, exe: /usr/bin/curl, to: "198.51.100.7:443", expect: deny}
      - {name: changed, exe: /usr/bin/java, modified: true, to: "198.51.100.7:443", expect: deny}
      - {name: denied, exe: /usr/bin/java, to: "198.51.100.13:443", expect: deny, entry: "deny[0]"}
      - {name: udp, exe: /usr/bin/java, to: "198.51.100.7:443", protocol: UDP, expect: deny}
      - {name: name, exe: /usr/bin/java, to: "eu.payments.example:443", expect: allow}
      - {name: other pod, labels: {app: web}, to: "192.0.2.1:80", expect: allow}
      """;

  @TempDir Path folder;
  private Path policy = Path.of("");

  @BeforeEach
  void write() throws IOException {
    policy = file("policy.yaml", POLICY);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Invocation policy(Object... arguments) {
    String[] words = new String[arguments.length + 1];
    words[0] = "policy";
    for (int i = 0; i < arguments.length; i++) {
      words[i + 1] = arguments[i].toString();
    }
    return Invocation.of(words);
  }

  private Invocation explain(Object... more) {
    Object[] words = new Object[more.length + 7];
    Object[] first = {
      "explain", "--policy", policy, "--at", "2026-10-01T00:00:00Z", "--exe", "/usr/bin/java"
    };
    System.arraycopy(first, 0, words, 0, 7);
    System.arraycopy(more, 0, words, 7, more.length);
    return policy(words);
  }

  @Test
  void checkSaysOkAndWhatAWildcardMatches() {
    Invocation checked = policy("check", policy);
    assertThat(checked.status()).isEqualTo(ExitStatus.OK);
    assertThat(checked.output()).noneMatch(line -> line.startsWith("warning: "));
    assertThat(checked.output())
        .contains(
            "note: "
                + policy
                + ":8:5: '*.payments.example' matches a.payments.example and"
                + " a.b.payments.example; it does not match payments.example, nor"
                + " apayments.example")
        .endsWith("ok: 1 policy");
  }

  @Test
  void checkTellsEveryErrorWithItsLine() throws IOException {
    Path faulty = file("faulty.yaml", POLICY.replace("Enforce", "enforce").replace("443", "0443"));
    Invocation checked = policy("check", faulty);
    assertThat(checked.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(checked.output())
        .containsExactly(
            "error: "
                + faulty
                + ":6:9: 'enforce' is no mode: one of Enforce, Audit, Learn (did you mean"
                + " 'Enforce'?) [LOAD_ERR_VALIDATE, in policy 'EgressPolicy shop/checkout']",
            "      mode: enforce",
            "            ^",
            "error: "
                + faulty
                + ":10:20: '0443' is not a port: a number from 1 to 65535 [LOAD_ERR_VALIDATE, in"
                + " policy 'EgressPolicy shop/checkout']",
            "        ports: [{port: 0443}]",
            "                       ^",
            "faulty: 2 errors");
  }

  @Test
  void checkTellsInJsonAsForRules() throws IOException {
    JsonObject good = new JsonObject(policy("check", policy, "--json").output().getFirst());
    assertThat(good.fieldNames()).containsExactly("ok", "errors", "warnings", "notes");
    assertThat(good.getBoolean("ok")).isTrue();
    assertThat(good.getJsonArray("notes")).hasSize(1);
    Path faulty = file("faulty.yaml", POLICY.replace("mode", "mood"));
    Invocation checked = policy("check", "--json", faulty);
    assertThat(checked.status()).isEqualTo(ExitStatus.FAILED);
    JsonObject error =
        new JsonObject(checked.output().getFirst()).getJsonArray("errors").getJsonObject(0);
    assertThat(error.fieldNames())
        .containsExactly("code", "file", "line", "column", "policy", "message", "suggestion");
    assertThat(error.getInteger("line")).isEqualTo(5);
  }

  @Test
  void checkNeedsAFileThatIsThere() {
    assertThat(policy("check").status()).isEqualTo(ExitStatus.USAGE);
    Invocation checked = policy("check", folder.resolve("none.yaml"));
    assertThat(checked.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(checked.output().getFirst()).contains("no such file or folder");
  }

  @Test
  void explainSaysAllowAndByWhat() {
    Invocation explained = explain("--to", "198.51.100.7:443");
    assertThat(explained.status()).isEqualTo(ExitStatus.OK);
    assertThat(explained.output())
        .containsExactly(
            "allow",
            "allowed by entry 'payments' of EgressPolicy shop/checkout (" + policy + ":8:5)");
  }

  @Test
  void explainSaysDenyAndWhatWouldAllowIt() {
    Invocation explained = explain("--to", "198.51.100.7:80");
    assertThat(explained.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(explained.output())
        .containsExactly(
            "deny",
            "no entry allows it: EgressPolicy shop/checkout",
            "near miss: entry 'payments' of EgressPolicy shop/checkout ("
                + policy
                + ":8:5): it is for port 443/TCP, not 80/TCP",
            "to allow it: add to 'allow' of EgressPolicy shop/checkout (" + policy + ":1:1):",
            "  - to: [{cidr: 198.51.100.7/32}]",
            "    ports: [{port: 80, protocol: TCP}]",
            "    from: {executables: [/usr/bin/java]}");
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.13:443,deny",
    "eu.payments.example:443,allow",
    "payments.example:443,deny",
    "127.0.0.1:9,allow",
    "[2001:db8::1]:443,deny"
  })
  void explainTakesAddressesAndNames(String to, String verdict) {
    assertThat(explain("--to", to).output().getFirst()).isEqualTo(verdict);
  }

  @Test
  void explainSelectsByNamespaceAndLabels() {
    assertThat(explain("--to", "192.0.2.1:80", "--namespace", "shop").output())
        .containsExactly("allow", "no policy selects it");
    assertThat(
            explain("--to", "192.0.2.1:80", "--namespace", "shop", "--labels", "app=checkout,x=y")
                .output()
                .getFirst())
        .isEqualTo("deny");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--to|198.51.100.7|is not HOST:PORT",
        "--to|198.51.100.7:|is not HOST:PORT",
        "--to|198.51.100.7:65536|is not HOST:PORT",
        "--to|2001:db8::1:443|is not HOST:PORT",
        "--to|[198.51.100.7]:443|is not HOST:PORT",
        "--to|127.1:443|'cidr: 127.0.0.1/32'",
        "--to|*.example:443|many names",
        "--at|soon|is not a moment",
        "--exe|java|is not an absolute path"
      })
  void explainRefusesWhatItCannotRead(String option, String value, String message) {
    Object[] words = {
      "explain",
      "--policy",
      policy,
      "--exe",
      "/a",
      "--to",
      "192.0.2.1:1",
      "--at",
      "2026-10-01T00:00:00Z"
    };
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals(option)) {
        words[i + 1] = value;
      }
    }
    Invocation explained = policy(words);
    assertThat(explained.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(explained.errors()).singleElement().asString().contains(option, message);
  }

  @Test
  void explainOfAFaultyPolicyIsItsErrors() throws IOException {
    policy = file("policy.yaml", "");
    Invocation explained = explain("--to", "192.0.2.1:1");
    assertThat(explained.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(explained.errors()).singleElement().asString().contains("the file is empty");
    assertThat(explained.output()).isEmpty();
  }

  @Test
  void testsThatHoldAreOk() throws IOException {
    Invocation tested = policy("test", file("a_test.yaml", TESTS));
    assertThat(tested.output()).containsExactly("ok: 8 tests");
    assertThat(tested.status()).isEqualTo(ExitStatus.OK);
  }

  @Test
  void testsThatFailSayWhy() throws IOException {
    Path tests =
        file(
            "a_test.yaml",
            TESTS
                .replace("expect: allow, entry: payments", "expect: deny")
                .replace("y[0]", "y[1]"));
    Invocation tested = policy("test", tests);
    assertThat(tested.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(tested.output())
        .containsExactly(
            tests
                + ":6:3: 'payments' expected deny, but it is allow: entry 'payments' of"
                + " EgressPolicy shop/checkout ("
                + policy
                + ":8:5)",
            tests
                + ":10:3: 'denied' expected deny by entry 'deny[1]', but it is so by entry"
                + " 'deny[0]' of EgressPolicy shop/checkout ("
                + policy
                + ":14:5)",
            "failed: 2 of 8 tests");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      value = {
        "{} => 'policies' names no file",
        "{policies: [policy.yaml]} => 'tests' holds none",
        "{policies: [policy.yaml], test: []} => unknown key 'test' (did you mean 'tests'?)",
        "{policies: [policy.yaml], tests: [{name: a, to: 1, expect: deny}]} => is not HOST:PORT",
        "{policies: [policy.yaml], tests: [{name: a, to: 'a:1', expect: no}]} => allow or deny",
        "{policies: [policy.yaml], tests: [{name: a, to: 'a:1'}]} => a test needs 'expect'",
        "{policies: [none.yaml], tests: [{name: a, to: 'a:1', expect: deny}]} => no such file",
        "- a => is a mapping"
      })
  void aFileOfTestsThatMakesNoSenseIsNotTried(String text, String message) throws IOException {
    Invocation tested = policy("test", file("a_test.yaml", text));
    assertThat(tested.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(tested.output().getFirst()).contains(message);
    assertThat(tested.output().getLast()).isEqualTo("failed: 0 of 0 tests, and 1 file not tried");
  }
}
