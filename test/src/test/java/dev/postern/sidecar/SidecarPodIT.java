package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import dev.postern.probe.Hook;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sidecar in a pod's place finds its pod, and has nothing but what it needs. */
@LabTest
class SidecarPodIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** CAP_NET_ADMIN is 12, CAP_PERFMON 38, CAP_BPF 39 (linux/capability.h). */
  private static final String THREE = "%016x".formatted(1L << 12 | 1L << 38 | 1L << 39);

  private static final String NONE = "0".repeat(16);

  @TempDir Path folder;
  @AutoClose PodOnNode node;

  @BeforeEach
  void make() throws IOException {
    node = PodOnNode.create();
    ConnectRule.writeTo(folder);
  }

  @Test
  void findsItsPodAndNamesTheContainersBesideIt() throws IOException {
    try (PodSidecar sidecar = PodSidecar.start(folder, node.sidecar(), node.uid())) {
      sidecar.awaitWatching();
      int hooks = Hook.values().length;
      assertThat(sidecar.errors())
          .startsWith("postern: watching " + folder.resolve("host"))
          .contains("-pod%s.slice: ".formatted(node.uid().replace('-', '_')))
          .endsWith(": %d of %d hooks\n".formatted(hooks, hooks));
      WatchedScope app = node.addApp(); // after the sidecar
      app.run("/usr/bin/python3", "-SE", "-c", ConnectRule.CONNECT_MANY, "9", "1").orThrow();
      Await.until("an alert", LIMIT, () -> !sidecar.alerts().isEmpty());
      assertThat(sidecar.alerts())
          .map(ConnectRule::fields)
          .map(JsonObject::getMap)
          .singleElement()
          .satisfies(fields -> assertThat(fields).containsEntry("container.id", PodOnNode.APP_ID));
      assertThat(sidecar.end()).isZero();
    }
    assertThat(node.pod().attached()).isEmpty();
  }

  /** Else the other tests of a pod would prove less than they say. */
  @Test
  void hasThreeCapabilitiesAndSeesNoProcessButItself() throws IOException {
    try (PodSidecar sidecar = PodSidecar.start(folder, node.sidecar(), node.uid())) {
      sidecar.awaitWatching();
      assertThat(sidecar.ownProcesses()).isEqualTo("1 /proc/1");
      assertThat(sidecar.processes()).isEqualTo("/proc/1");
      assertThat(sidecar.status("NSpid")).endsWith("\t1");
      assertThat(sidecar.status("Uid")).startsWith("0\t0\t");
      assertThat(sidecar.status("NoNewPrivs")).isEqualTo("1");
      for (String set : new String[] {"CapEff", "CapPrm", "CapBnd"}) {
        assertThat(sidecar.ownStatus(set)).as(set).isEqualTo(THREE);
        assertThat(sidecar.status(set)).as(set).isEqualTo(THREE);
      }
      for (String set : new String[] {"CapInh", "CapAmb"}) {
        assertThat(sidecar.status(set)).as(set).isEqualTo(NONE);
      }
    }
  }

  @Test
  void refusesAnotherPodsUid() throws IOException {
    String other = UUID.randomUUID().toString();
    node.addPod(other); // the name alone proves nothing
    try (PodSidecar sidecar = PodSidecar.start(folder, node.sidecar(), other)) {
      assertThat(sidecar.await()).isOne();
      assertThat(sidecar.errors().lines())
          .singleElement()
          .asString()
          .startsWith("postern sidecar: this process runs in " + folder.resolve("host"))
          .contains(node.sidecar().path().getFileName() + ", which is not in pod " + other);
    }
  }
}
