package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.kernel.Program;
import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import dev.postern.run.PosternProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under a policy the sidecar's ports are its own, whether it lives or not. */
@LabTest
final class GuardIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int EPERM = 1;
  private static final int IN_USE = 98;
  private static final int REFUSED = 111;

  private static final Map<String, Set<Integer>> NOBODY_MAY =
      Map.of(
          "tcp connect", Set.of(REFUSED),
          "udp connect", Set.of(REFUSED),
          "udp sendto", Set.of(REFUSED),
          "tcp bind", Set.of(IN_USE),
          "udp bind", Set.of(IN_USE));

  /** The sidecar listens on TCP; nobody has the port for UDP. */
  private static final Map<String, Set<Integer>> EVERYBODY_MAY =
      Map.of(
          "tcp connect", Set.of(0),
          "udp connect", Set.of(0),
          "udp sendto", Set.of(0),
          "tcp bind", Set.of(IN_USE),
          "udp bind", Set.of(0));

  @TempDir Path folder;
  @AutoClose GuardedPod pod;

  @BeforeEach
  void make() throws IOException {
    pod = new GuardedPod(folder);
  }

  private static void kill(PosternProcess sidecar) {
    sidecar.signal("KILL");
    Await.until("its death", LIMIT, () -> !sidecar.handle().isAlive());
  }

  @Test
  void nobodyInTheScopeReachesOrTakesItsPorts() throws IOException {
    Program inside = pod.attempts(pod.scope());
    try (PosternProcess sidecar = pod.sidecar(pod.underPolicy("enforce"))) {
      assertThat(GuardedPod.said(inside)).isEqualTo(NOBODY_MAY);
      assertThat(pod.isServed("192.0.2.1", "/live")).as("to others").isTrue();
      assertThat(GuardedPod.said(pod.attemptsElsewhere(), "tcp bind"))
          .isEqualTo(Map.of("tcp bind", Set.of(0)));
      String said = "(%s deny: the sidecar's own port)";
      Await.until(
          "alerts",
          LIMIT,
          () ->
              sidecar.output().contains("->192.0.2.1:9464 " + said.formatted("ECONNREFUSED"))
                  && sidecar.output().contains(said.formatted("EADDRINUSE")));
      kill(sidecar);
    }
    assertThat(GuardedPod.said(inside)).as("while it is dead").isEqualTo(NOBODY_MAY);
    try (PosternProcess again = pod.sidecar(pod.underPolicy("enforce"))) {
      assertThat(again.errors()).contains("postern: watching");
      assertThat(pod.isServed("127.0.0.1", "/live")).isTrue();
      assertThat(GuardedPod.said(inside)).isEqualTo(NOBODY_MAY);
    }
  }

  @Test
  void withoutAPolicyEverybodyMay() throws IOException {
    Program inside = pod.attempts(pod.scope());
    try (PosternProcess sidecar = pod.sidecar()) {
      assertThat(GuardedPod.said(inside)).isEqualTo(EVERYBODY_MAY);
      kill(sidecar);
    }
    assertThat(GuardedPod.said(inside)).containsEntry("tcp bind", Set.of(0));
  }

  /** In a pod it is a container beside others, and a new one in a new cgroup each time. */
  @Test
  void itsOwnCgroupIsTheSidecar() throws IOException {
    WatchedScope first = pod.container("sidecar-1");
    WatchedScope second = pod.container("sidecar-2");
    Program app = pod.attempts(pod.container("app"));
    Program ofFirst = pod.attempts(first);
    Program ofSecond = pod.attempts(second);
    try (PosternProcess sidecar = pod.sidecarIn(first, pod.underPolicy("audit"))) {
      assertThat(GuardedPod.said(app)).as("under Audit too").isEqualTo(NOBODY_MAY);
      assertThat(GuardedPod.said(ofFirst)).isEqualTo(EVERYBODY_MAY);
      assertThat(GuardedPod.said(ofSecond)).isEqualTo(NOBODY_MAY);
      kill(sidecar);
    }
    try (PosternProcess sidecar = pod.sidecarIn(second, pod.underPolicy("audit"))) {
      assertThat(sidecar.errors()).contains("postern: watching");
      assertThat(GuardedPod.said(app)).isEqualTo(NOBODY_MAY);
      assertThat(GuardedPod.said(ofFirst)).as("the one that is gone").isEqualTo(NOBODY_MAY);
      assertThat(GuardedPod.said(ofSecond)).isEqualTo(EVERYBODY_MAY);
    }
  }

  @Test
  void amongWhatItWatchesItHasNoPortsOfItsOwnAndSaysSo() throws IOException {
    Program inside = pod.attempts(pod.scope());
    try (PosternProcess sidecar = pod.sidecarIn(pod.scope(), pod.underPolicy("enforce"))) {
      assertThat(sidecar.errors())
          .contains("postern: this process runs in " + pod.scope().path() + " itself");
      assertThat(GuardedPod.said(inside)).containsEntry("udp bind", Set.of(0));
    }
  }

  /** It listens only when it is attached, and where that fails, nothing stays. */
  @Test
  void aPortThatIsTakenStartsNothing() throws IOException {
    try (Program holder = pod.holder();
        PosternProcess sidecar = pod.sidecar(pod.underPolicy("enforce"))) {
      assertThat(sidecar.await().status()).isOne();
      assertThat(sidecar.errors()).contains("cannot serve metrics on ");
      assertThat(pod.pins()).doesNotExist();
      assertThat(pod.scope().attached()).isEmpty();
      holder.go();
    }
  }

  /** By an address that the sidecar has not heard of, the packet is stopped instead. */
  @Test
  void anAddressThatIsNewDoesNotHelp() throws IOException {
    Program inside = pod.attempts(pod.scope(), List.of(GuardedPod.LATER));
    try (PosternProcess sidecar = pod.sidecar()) {
      pod.addAddress();
      assertThat(GuardedPod.said(inside, "udp sendto")).isEqualTo(Map.of("udp sendto", Set.of(0)));
      kill(sidecar);
    }
    pod.removeAddress();
    try (PosternProcess sidecar = pod.sidecar(pod.underPolicy("enforce"))) {
      pod.addAddress();
      assertThat(GuardedPod.said(inside, "udp sendto"))
          .isEqualTo(Map.of("udp sendto", Set.of(EPERM)));
      assertThat(sidecar.handle().isAlive()).isTrue();
      assertThat(pod.isServed("127.0.0.1", "/metrics")).isTrue(); // when it looks again
      assertThat(GuardedPod.said(inside)).isEqualTo(NOBODY_MAY);
    }
  }
}
