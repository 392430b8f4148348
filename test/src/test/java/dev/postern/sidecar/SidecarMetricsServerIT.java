package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.Await;
import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import dev.postern.run.MetricsEndpoint;
import dev.postern.run.PosternProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a sidecar serves metrics, and that it starts nothing where it cannot. */
@LabTest
class SidecarMetricsServerIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void isReadyOnceItWatchesAndNoLongerOnceItIsToldToEnd() throws IOException {
    try (MeasuredScope watched = MeasuredScope.start(folder, "512K")) {
      MetricsEndpoint endpoint = watched.endpoint();
      assertThat(endpoint.status("/ready")).isEqualTo(200);
      assertThat(endpoint.status("/live")).isEqualTo(200);
      watched.sidecar().signal("TERM");
      Await.until("not ready", LIMIT, () -> endpoint.status("/ready") != 200);
      assertThat(endpoint.status("/ready")).isIn(503, MetricsEndpoint.REFUSED);
      assertThat(watched.sidecar().await().status()).isZero();
      assertThat(endpoint.status("/ready")).isEqualTo(MetricsEndpoint.REFUSED);
      assertThat(watched.scope().attached()).isEmpty();
    }
  }

  @Test
  void anAddressInUseEndsItInOneLine() throws IOException {
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + holder.getLocalPort();
      assertRefused(address, "cannot serve metrics on " + address + " (");
    }
  }

  /** 192.0.2.0/24 is documentation's (RFC 5737). */
  @Test
  void soDoesAnAddressThatIsNotHere() throws IOException {
    assertRefused("192.0.2.1:0", "cannot serve metrics on 192.0.2.1:0 (");
  }

  private void assertRefused(String address, String line) throws IOException {
    try (WatchedScope scope = WatchedScope.create();
        PosternProcess sidecar =
            PosternProcess.start(
                folder, "sidecar", "--cgroup", scope.path().toString(), "--metrics", address)) {
      long session = sidecar.handle().pid(); // it leads one of its own
      CommandResult result = sidecar.await();
      assertThat(result.errors().lines())
          .singleElement()
          .asString()
          .startsWith("postern sidecar: " + line)
          .endsWith("): name another with --metrics ADDR:PORT");
      assertThat(result.output()).isEmpty();
      assertThat(result.status()).isOne();
      assertThat(scope.attached()).isEmpty();
      assertThat(
              WatchedScope.run(List.of("ps", "--sid", String.valueOf(session), "-o", "args="))
                  .output())
          .isEmpty();
    }
  }
}
