package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.Await;
import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import dev.postern.run.PosternProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings from a file, the environment and flags, all at once, as a pod's manifest gives them. */
@LabTest
class SidecarSettingsIT {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void eachSourceCountsAndTheNearestWins() throws IOException {
    Path rules = ConnectRule.writeTo(folder);
    try (WatchedScope scope = WatchedScope.create()) {
      Path file =
          Files.writeString(
              folder.resolve("settings.yaml"),
              """
              rules: [%s]
              cgroup: %s
              container: from-file
              node-name: from-file
              ring-size: 128K
              """
                  .formatted(rules, scope.path()));
      Map<String, String> environment =
          Map.of(
              "POSTERN_SETTINGS", file.toString(),
              "POSTERN_CONTAINER", "from-environment",
              "POSTERN_NODE_NAME", "from-environment",
              "POSTERN_SERVICE_HOST", "10.96.0.1",
              "POD_NAMESPACE", "shop",
              "POD_NAME", "cart-0");
      try (PosternProcess sidecar =
          PosternProcess.start(folder, environment, "sidecar", "--node-name", "from-flag")) {
        sidecar.awaitErrors("postern: watching " + scope.path() + ": ");
        scope.run("/usr/bin/python3", "-SE", "-c", ConnectRule.CONNECT_MANY, "9", "1").orThrow();
        Await.until("an alert", LIMIT, () -> !ConnectRule.alerts(sidecar.output()).isEmpty());
        sidecar.signal("TERM");
        CommandResult result = sidecar.await().orThrow();
        assertThat(ConnectRule.alerts(result)).hasSize(1);
        JsonObject alert = ConnectRule.alerts(result).getFirst();
        assertThat(alert.getString("hostname")).isEqualTo("from-flag");
        assertThat(ConnectRule.fields(alert).getMap())
            .containsEntry("container.name", "from-environment")
            .containsEntry("k8s.ns.name", "shop")
            .containsEntry("k8s.pod.name", "cart-0");
      }
    }
  }

  @Test
  void aRefusedValueOfTheEnvironmentOrTheFileStartsNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("settings.yaml"), "container: a\nring-size: 3M\n");
    assertRefused(
        Map.of("POSTERN_SETTINGS", file.toString()),
        file + ":2:12: Invalid value for option '--ring-size': '3M' is not a power of two");
    assertRefused(
        Map.of("POSTERN_RING_SIZE", "3M"),
        "POSTERN_RING_SIZE: Invalid value for option '--ring-size': '3M' is not a power of two");
    assertRefused(
        Map.of("POSTERN_RINGSIZE", "4M"),
        "unknown environment variable POSTERN_RINGSIZE: did you mean 'POSTERN_RING_SIZE'?");
  }

  private void assertRefused(Map<String, String> environment, String line) {
    try (PosternProcess sidecar = PosternProcess.start(folder, environment, "sidecar")) {
      CommandResult result = sidecar.await();
      assertThat(result.errors().lines())
          .singleElement()
          .asString()
          .startsWith("postern sidecar: " + line);
      assertThat(result.status()).isEqualTo(2);
    }
  }
}
