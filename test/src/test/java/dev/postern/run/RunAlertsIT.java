package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts of {@code postern run}: right in every field, and only where they belong. */
@LabTest
class RunAlertsIT {

  @TempDir Path folder;
  private CountingServer server;

  @BeforeEach
  void serve() throws IOException {
    server = new CountingServer();
    RunRules.writeTo(folder);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void jsonNamesTheProcessItsPeerAndItsContainer() {
    CommandResult result =
        PosternProcess.run(
                folder,
                "run",
                "--json",
                "--rules",
                "rules.yaml",
                "--container",
                "web",
                "--image",
                "r:5000/shop/web:1@sha256:00ff",
                "--pod",
                "shop/web-0",
                "--",
                "sh",
                "-c",
                "echo $$; exec curl -s " + server.url())
            .orThrow();
    List<String> output = result.output().lines().toList();
    assertThat(output).hasSize(2).last().isEqualTo("ok");

    List<JsonObject> alerts =
        result.errors().lines().filter(line -> line.startsWith("{")).map(JsonObject::new).toList();
    assertThat(alerts)
        .extracting(alert -> alert.getString("rule"))
        .containsExactly("First", "Second");
    JsonObject fields = alerts.getFirst().getJsonObject("output_fields");
    assertThat(fields.getLong("proc.pid")).isEqualTo(Long.parseLong(output.getFirst()));
    assertThat(fields.getString("container.id")).matches("[0-9a-f]{12}");
    assertThat(fields.getMap())
        .containsEntry("proc.name", "curl")
        .containsEntry("fd.rip", "127.0.0.1")
        .containsEntry("fd.rport", server.port())
        .containsEntry("container.name", "web")
        .containsEntry("container.image.repository", "r:5000/shop/web")
        .containsEntry("container.image.tag", "1")
        .containsEntry("k8s.ns.name", "shop")
        .containsEntry("k8s.pod.name", "web-0");
    assertThat(RunRules.table(result)).containsExactly(server.row("curl"));
  }

  @Test
  void textNamesTheContainerAfterTheCommandAndFirstMeansOne() throws IOException {
    String curl = "/usr/bin/curl";
    assertThat(Path.of(curl)).isExecutable();
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    CommandResult result =
        PosternProcess.run(
                elsewhere,
                "run",
                "--rules",
                "../rules.yaml",
                "--rule-matching",
                "first",
                "--",
                curl,
                "-s",
                server.url())
            .orThrow();
    assertThat(result.output()).isEqualTo("ok\n");
    List<String> lines = result.errors().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst())
        .matches(
            "[0-9:]{8}\\.[0-9]{9}: Warning first \\(pid=[0-9]+ name=curl parent=<NA> to=127.0.0.1"
                + " port=%d id=[0-9a-f]{12} container=curl image=<NA> tag=<NA> ns=<NA> pod=<NA>\\)"
                    .formatted(server.port()));
    assertThat(RunRules.table(result)).containsExactly(server.row("curl"));
  }

  @Test
  void childrenAndGrandchildrenAreFollowedAndAFileIsAppendedTo() throws IOException {
    Path file = Files.writeString(folder.resolve("alerts"), "before\n");
    String curl = "curl -s " + server.url();
    CommandResult result =
        PosternProcess.run(
                folder,
                "run",
                "--rules",
                "rules.yaml",
                "--rule-matching",
                "first",
                "--alerts",
                "alerts",
                "--",
                "sh",
                "-c",
                "dash -c '" + curl + " & wait'; " + curl + " & wait")
            .orThrow();
    assertThat(result.output()).isEqualTo("ok\nok\n");
    assertThat(result.errors().lines()).noneMatch(line -> line.contains("Warning"));
    assertThat(Files.readAllLines(file))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("before"),
            line -> assertThat(line).contains("name=curl parent=dash", "container=sh"),
            line -> assertThat(line).contains("name=curl parent=sh", "container=sh"));
    assertThat(RunRules.table(result)).containsExactly(server.row("curl"));
  }
}
