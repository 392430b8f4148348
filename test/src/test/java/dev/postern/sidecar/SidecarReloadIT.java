package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.kernel.Program;
import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import dev.postern.run.MetricsEndpoint;
import dev.postern.run.PosternProcess;
import dev.postern.run.ScrapedPage;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and lists that change beneath a real sidecar, while a program connects and connects. */
@LabTest
class SidecarReloadIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int PER_ROUND = 200;

  private static final String RULE =
      """
      - rule: %s
        desc: for a test
        condition: %s
        output: "%%proc.pid"
        priority: NOTICE
      """;

  private static final String CONNECTS = "evt.type = connect and fd.l4proto = tcp";

  /** To a port where nobody listens; says after each round how often it has connected. */
  private static final String SCRIPT =
      """
      import socket, sys
      done = 0
      for line in sys.stdin:
          for _ in range(int(sys.argv[1])):
              with socket.socket() as s:
                  s.connect_ex(('127.0.0.1', 9))
                  done += 1
          print(done, flush=True)
      """;

  @TempDir Path folder;
  private Path mount;
  private WatchedScope scope;
  private int version;

  @BeforeEach
  void make() throws IOException {
    mount = Files.createDirectory(folder.resolve("mount"));
    scope = WatchedScope.create();
  }

  @AfterEach
  void remove() {
    if (scope != null) {
      scope.close();
    }
  }

  /** As the kubelet changes a mounted ConfigMap: all at once, by turning a link. */
  private void configMap(String text) throws IOException {
    String name = "..version_" + ++version;
    Files.writeString(Files.createDirectory(mount.resolve(name)).resolve("rules.yaml"), text);
    Path turned = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(name));
    Files.move(turned, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    if (version == 1) {
      Files.createSymbolicLink(mount.resolve("rules.yaml"), Path.of("..data/rules.yaml"));
    }
  }

  private PosternProcess sidecar(String seconds, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "sidecar",
                "--cgroup",
                scope.path().toString(),
                "--rules",
                mount.toString(),
                "--ring-size",
                "8M",
                "--metrics",
                "127.0.0.1:0",
                "--reload-seconds",
                seconds));
    arguments.addAll(List.of(more));
    PosternProcess sidecar = PosternProcess.start(folder, arguments.toArray(String[]::new));
    sidecar.awaitErrors("postern: watching ");
    return sidecar;
  }

  private static List<String> rules(String output) {
    return ConnectRule.alerts(output).stream().map(alert -> alert.getString("rule")).toList();
  }

  private static long count(List<String> rules, String name) {
    return rules.stream().filter(name::equals).count();
  }

  /** Each attempt raises one alert, of the old rule or the new one, and no old one after a new. */
  @Test
  void aTurnedConfigMapTakesEffectBetweenTwoEvents() throws IOException {
    configMap(RULE.formatted("Before", CONNECTS));
    try (PosternProcess sidecar = sidecar("1");
        Program program = scope.python(SCRIPT, PER_ROUND)) {
      long total = round(program);
      configMap(
          RULE.formatted("After", CONNECTS)
              + RULE.formatted("Failed", "evt.type = connection_failed"));
      while (!sidecar.errors().contains("rules reloaded") && total < 2_000_000) {
        total = round(program);
      }
      assertThat(sidecar.errors())
          .contains("postern: rules reloaded: 2 rules from 1 file\n")
          .doesNotContain("no room");
      total = round(program);
      long failed = PER_ROUND;
      Await.until(
          "stages that only the new rules name",
          LIMIT,
          () -> count(rules(sidecar.output()), "Failed") >= failed);
      sidecar.signal("TERM");
      List<String> all = rules(sidecar.await().orThrow().output());
      List<String> attempts = all.stream().filter(rule -> !rule.equals("Failed")).toList();
      assertThat(count(attempts, "Before") + count(attempts, "After")).isEqualTo(total);
      assertThat(count(attempts, "Before")).isGreaterThanOrEqualTo(PER_ROUND);
      assertThat(count(attempts, "After")).isGreaterThanOrEqualTo(PER_ROUND);
      assertThat(attempts.lastIndexOf("Before")).isLessThan(attempts.indexOf("After"));
      assertThat(all.indexOf("Failed")).isGreaterThan(all.lastIndexOf("Before"));
    }
  }

  private static long round(Program program) {
    program.go();
    return program.number();
  }

  @Test
  void brokenRulesStayOutAndMetricsAndStatusSaySo() throws IOException {
    configMap(RULE.formatted("Good", CONNECTS));
    try (PosternProcess sidecar = sidecar("0");
        Program program = scope.python(SCRIPT, 1)) {
      MetricsEndpoint endpoint = MetricsEndpoint.announcedIn(sidecar.errors());
      long since = endpoint.scrape().value(SUCCESS_TIME, "");
      configMap(RULE.formatted("Bad", "evt.type = connect and proc.nam = x"));
      sidecar.signal("HUP");
      sidecar.awaitErrors("postern: keeping the rules of ");
      assertThat(sidecar.errors())
          .contains("rules.yaml:3:37: unknown field 'proc.nam' (did you mean 'proc.name'?)");
      ScrapedPage page = endpoint.scrape();
      assertThat(page.value("postern_rules_loaded", "")).isEqualTo(1);
      assertThat(page.value("postern_rules_last_reload_successful", "")).isZero();
      assertThat(page.value(SUCCESS_TIME, "")).isEqualTo(since);
      assertThat(page.series("postern_rules_reloads_total"))
          .containsEntry("result=\"error\"", 1L)
          .containsEntry("result=\"ok\"", 0L);
      JsonObject reload = status(endpoint).getJsonObject("rules").getJsonObject("lastReload");
      assertThat(reload.getString("result")).isEqualTo("error");
      assertThat(reload.getJsonArray("errors").getString(0)).contains("proc.nam");
      round(program);
      Await.until("an alert", LIMIT, () -> rules(sidecar.output()).contains("Good"));

      configMap(RULE.formatted("Better", CONNECTS));
      sidecar.signal("HUP");
      sidecar.awaitErrors("postern: rules reloaded: 1 rule from 1 file");
      page = endpoint.scrape();
      assertThat(page.value("postern_rules_last_reload_successful", "")).isEqualTo(1);
      assertThat(page.series("postern_alerts_total"))
          .containsEntry("priority=\"Notice\",rule=\"Better\"", 0L);
      assertThat(status(endpoint).getJsonObject("probe").getBoolean("attached")).isTrue();
      round(program);
      Await.until("an alert", LIMIT, () -> rules(sidecar.output()).contains("Better"));
      sidecar.signal("TERM");
      sidecar.await().orThrow();
    }
  }

  private static final String SUCCESS_TIME = "postern_rules_last_reload_success_timestamp_seconds";

  private static JsonObject status(MetricsEndpoint endpoint) {
    return new JsonObject(endpoint.body("/status"));
  }

  /** The list is a large one, so that its table is replaced in the small heap of a sidecar. */
  @Test
  void aChangedListTakesEffect() throws IOException {
    configMap(RULE.formatted("Threat", CONNECTS + " and fd.sip in (threat)"));
    Path list = folder.resolve("threat.txt");
    writeList(list, "");
    try (PosternProcess sidecar = sidecar("0", "--list", "threat=" + list);
        Program program = scope.python(SCRIPT, 1)) {
      MetricsEndpoint endpoint = MetricsEndpoint.announcedIn(sidecar.errors());
      round(program);
      writeList(folder.resolve("new"), "127.0.0.0/8\n");
      Files.move(folder.resolve("new"), list, StandardCopyOption.ATOMIC_MOVE);
      sidecar.signal("HUP");
      sidecar.awaitErrors("postern: rules reloaded: ");
      round(program);
      Await.until("an alert", LIMIT, () -> !rules(sidecar.output()).isEmpty());
      assertThat(status(endpoint).getJsonArray("lists").getJsonObject(0).getInteger("entries"))
          .isEqualTo(200_001);
      sidecar.signal("TERM");
      assertThat(rules(sidecar.await().orThrow().output())).containsExactly("Threat");
    }
  }

  private static void writeList(Path file, String more) throws IOException {
    StringBuilder text = new StringBuilder(more);
    for (int i = 0; i < 200_000; i++) {
      text.append("10.%d.%d.%d\n".formatted(i >> 16, i >> 8 & 255, i & 255));
    }
    Files.writeString(file, text);
  }
}
