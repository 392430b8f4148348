package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.Await;
import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import dev.postern.probe.Hook;
import dev.postern.run.PosternProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code postern sidecar} from its start to its end, on a cgroup of the test's own. */
@LabTest
class SidecarIT {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String ID = "3ad7b26ded6d" + "0".repeat(52);

  @TempDir Path folder;
  private WatchedScope scope;
  private String port = "";

  @BeforeEach
  void make() throws IOException {
    scope = WatchedScope.create();
    ConnectRule.writeTo(folder);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = String.valueOf(free.getLocalPort()); // nobody listens from now on
    }
  }

  @AfterEach
  void remove() {
    if (scope != null) {
      scope.close();
    }
  }

  private PosternProcess watching(String... more) {
    String[] all = new String[more.length + 5];
    List<String> first =
        List.of("sidecar", "--cgroup", scope.path().toString(), "--rules", "rules.yaml");
    System.arraycopy(first.toArray(String[]::new), 0, all, 0, first.size());
    System.arraycopy(more, 0, all, first.size(), more.length);
    PosternProcess sidecar = PosternProcess.start(folder, all);
    sidecar.awaitErrors("postern: watching ");
    return sidecar;
  }

  private String attachedLine() {
    int hooks = Hook.values().length;
    return "postern: watching %s: %d of %d hooks".formatted(scope.path(), hooks, hooks);
  }

  private String closingLine(String why) {
    return "postern: no longer watching " + scope.path() + ": " + why;
  }

  private List<String> connect(WatchedScope where, int times) throws IOException {
    String script = ConnectRule.CONNECT_MANY;
    CommandResult result =
        where.run("/usr/bin/python3", "-SE", "-c", script, port, String.valueOf(times));
    return List.of(result.orThrow().output().strip().split(" ", -1));
  }

  @Test
  void alertsNameTheProcessAndItsContainer() throws IOException {
    try (PosternProcess sidecar = watching("--pod", "shop/cart-0", "--node-name", "node-1")) {
      WatchedScope container = scope.child("cri-containerd-" + ID + ".scope");
      List<String> inContainer = connect(container, 1);
      List<String> beside = connect(scope, 1);
      Await.until("two alerts", LIMIT, () -> ConnectRule.alerts(sidecar.output()).size() >= 2);
      assertThat(scope.attached()).contains("connect4", "sendmsg6", "sock_ops");
      sidecar.signal("TERM");
      CommandResult result = sidecar.await();

      assertThat(result.errors().lines()).containsExactly(attachedLine(), closingLine("SIGTERM"));
      assertThat(result.status()).isZero();
      assertThat(ConnectRule.alerts(result)).hasSize(2);
      JsonObject alert = ConnectRule.alerts(result).getFirst();
      assertThat(alert.getString("hostname")).isEqualTo("node-1");
      assertThat(alert.getString("rule")).isEqualTo(ConnectRule.NAME);
      assertThat(ConnectRule.fields(alert).getMap())
          .containsEntry("proc.pid", Integer.valueOf(inContainer.getFirst()))
          .containsEntry("fd.rip", "127.0.0.1")
          .containsEntry("fd.rport", Integer.valueOf(port))
          .containsEntry("container.id", "3ad7b26ded6d")
          .containsEntry("container.name", null)
          .containsEntry("k8s.ns.name", "shop")
          .containsEntry("k8s.pod.name", "cart-0");
      assertThat(ConnectRule.fields(ConnectRule.alerts(result).getLast()).getMap())
          .containsEntry("proc.pid", Integer.valueOf(beside.getFirst()))
          .containsEntry("container.id", scope.cgroup().shortId());
      assertThat(scope.attached()).isEmpty();
    }
  }

  /** What happened before the signal is told, however much of it is still in the ring. */
  @ParameterizedTest
  @CsvSource({"TERM, SIGTERM", "INT, SIGINT"})
  void nothingThatHappenedBeforeASignalIsLost(String signal, String name) throws IOException {
    int times = 20_000;
    try (PosternProcess sidecar = watching("--ring-size", "16M", "--alerts", "alerts")) {
      List<String> said = connect(scope, times);
      sidecar.signal(signal);
      CommandResult result = sidecar.await();
      assertThat(said.getLast()).isEqualTo(String.valueOf(times));
      assertThat(result.errors().lines()).containsExactly(attachedLine(), closingLine(name));
      assertThat(result.status()).isZero();
      assertThat(result.output()).isEmpty();
      assertThat(folder.resolve("alerts")).exists();
      List<String> lines = Files.readAllLines(folder.resolve("alerts"));
      assertThat(lines.size()).isEqualTo(times); // not hasSize, which prints them all
      assertThat(ConnectRule.fields(new JsonObject(lines.getLast())).getString("proc.pid"))
          .isEqualTo(said.getFirst());
      assertThat(scope.attached()).isEmpty();
    }
  }

  /** Alerts into a pipe that nobody reads keep the drain from its end. */
  @Test
  void aSecondSignalEndsItAtOnce() throws IOException, InterruptedException {
    CommandResult fifo = WatchedScope.run(List.of("mkfifo", folder.resolve("pipe").toString()));
    assertThat(fifo.status()).isZero();
    Process
        holder = // has the pipe open, so that opening it for writing succeeds, and reads nothing
        new ProcessBuilder(
                    "sh", "-c", "exec 3<>\"$0\"; exec sleep 600", folder.resolve("pipe").toString())
                .start();
    try (PosternProcess sidecar = watching("--alerts", "pipe")) {
      connect(scope, 1000); // far more text than a pipe holds
      sidecar.signal("TERM");
      sidecar.signal("INT"); // two of a kind may arrive as one
      CommandResult result = sidecar.await();
      assertThat(result.status()).isIn(128 + 15, 128 + 2); // whichever came second
      assertThat(result.errors().lines()).containsExactly(attachedLine());
      Await.until("nothing attached", LIMIT, () -> attached().isEmpty());
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }

  private String attached() {
    try {
      return scope.attached();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aScopeThatGoesEndsIt() throws IOException {
    try (PosternProcess sidecar = watching("--format", "text")) {
      List<String> said = connect(scope, 1);
      scope.close();
      CommandResult result = sidecar.await();
      assertThat(result.errors().lines())
          .containsExactly(attachedLine(), closingLine("it is gone"));
      assertThat(result.output().lines())
          .singleElement()
          .asString()
          .contains(": Warning connect (pid=" + said.getFirst() + " name=python3 to=127.0.0.1");
      assertThat(result.status()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--cgroup /nowhere|2|--cgroup: /nowhere is no folder: name one of cgroup v2",
        "--cgroup /tmp|2|--cgroup: /tmp is no cgroup v2: name a folder of that hierarchy",
        "--pod-uid 7|2|--pod-uid: '7' is no pod's uid: it is like",
        "--pod-uid 0b1c2d3e-0a1b-4c2d-8e3f-001122334455|1|no cgroup of pod 0b1c2d3e-0a1b-4c2d-8e3f",
        "--pod-uid 0b1c2d3e-0a1b-4c2d-8e3f-001122334455 --cgroup-root /tmp|2|--cgroup-root: /tmp"
            + " is",
        "--cgroup {} --rules /nowhere.yaml|2|/nowhere.yaml: no such file or folder",
        "--cgroup {} --alerts /nowhere/a|2|--alerts: /nowhere/a cannot be written",
        "--cgroup {} --settings /nowhere.yaml|2|/nowhere.yaml: no such file: check --settings",
        "--cgroup {} surplus|2|Unmatched argument at index 3: 'surplus'",
        "--pod shop|2|--pod: 'shop' is no NAMESPACE/NAME",
      })
  void badInputStartsNothing(String arguments, int status, String line) throws IOException {
    String[] all = ("sidecar " + arguments.replace("{}", scope.path().toString())).split(" ", -1);
    CommandResult result = PosternProcess.run(folder, all);
    assertThat(result.errors().lines())
        .singleElement()
        .asString()
        .startsWith("postern sidecar: " + line);
    assertThat(result.output()).isEmpty();
    assertThat(result.status()).isEqualTo(status);
    assertThat(scope.attached()).isEmpty();
  }
}
