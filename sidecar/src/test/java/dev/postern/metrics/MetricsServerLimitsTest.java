package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.unix.Errors.NativeIoException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where it may be served, what clients may take of it, and its end. */
class MetricsServerLimitsTest extends ServedMetricsTest {

  MetricsServerLimitsTest() throws IOException {}

  @Test
  void manyMayScrapeAtOnce() {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      answers.add(client.sendAsync(request("/metrics").build(), BodyHandlers.ofString()));
    }

    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      Exposition page = Exposition.parse(answer.join().body());
      assertThat(page.value("postern_build_info{version=1.2.3}")).isEqualTo(1);
    }
  }

  /** Alerts are raised on the event loop: writing a page must not be. */
  @Test
  void whileAPageIsWrittenTheEventLoopIsFree() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    SidecarMetrics slow = ReferencePageTest.everything();
    slow.probe()
        .attached(
            () -> {
              writing.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return ProbeReading.NONE;
            });
    try (MetricsServer busy = MetricsServer.start(vertx, ANY_PORT, slow.page())) {
      CompletableFuture<HttpResponse<String>> scrape =
          client.sendAsync(request(busy, "/metrics").build(), BodyHandlers.ofString());
      try {
        assertThat(writing.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(send(request(busy, "/live")).statusCode()).isEqualTo(200);
        assertThat(scrape).isNotDone();
      } finally {
        goOn.countDown();
      }
      assertThat(scrape.join().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoeverSaysNothingIsSentAway() throws Exception {
    try (MetricsServer impatient = start(new MetricsServer.Limits(8, 1));
        Socket client = connect(impatient)) {
      client.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));

      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void whoeverHoardsConnectionsLosesTheOldest() throws Exception {
    try (MetricsServer small = start(new MetricsServer.Limits(2, 30));
        Socket first = connect(small);
        Socket second = connect(small)) {
      first.setSoTimeout(10_000);
      assertThat(send(request(small, "/live")).statusCode()).isEqualTo(200);

      assertThat(first.getInputStream().read()).isEqualTo(-1);
      second
          .getOutputStream()
          .write("GET /live HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(second.getInputStream().read()).isEqualTo('H');
    }
  }

  @Test
  void aTakenPortIsNamedInOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();

      assertThatThrownBy(() -> start(HttpAddress.parse(address)))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "cannot serve metrics on %s (address already in use): name another with --metrics"
                  + " ADDR:PORT",
              address);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.1:9464", "[2001:db8::1]:9464"})
  void soIsAnAddressThatIsNotOurs(String address) {
    assertThatThrownBy(() -> start(HttpAddress.parse(address)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot serve metrics on %s (not an address of this machine): name another with"
                + " --metrics ADDR:PORT",
            address);
  }

  /** Root may have any port, so the kernel's refusal is made up here: EACCES of bind(2). */
  @Test
  void soIsAPrivilegedPort() {
    IOException refused = new IOException("bind", new NativeIoException("bind(..)", -13));

    assertThat(MetricsServer.reason(refused))
        .isEqualTo("permission denied: ports below 1024 need CAP_NET_BIND_SERVICE");
  }

  @Test
  void withoutAnAddressEveryLocalOneIsServed() throws Exception {
    try (MetricsServer everywhere = start(HttpAddress.parse(":0"))) {
      int port = everywhere.address().port();

      assertThat(send(request("127.0.0.1:" + port, "/live")).statusCode()).isEqualTo(200);
      assertThat(send(request("127.0.0.2:" + port, "/live")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aClosedServerIsGoneAndMayBeClosedAgain() throws Exception {
    int port = server.address().port();
    assertThat(get("/live").statusCode()).isEqualTo(200); // leaves a connection open

    server.close();
    server.close();

    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
        .isInstanceOf(IOException.class);
  }

  @Test
  void afterItsVertxAServerCanStillBeClosed() {
    vertx.close().await();

    server.close();
  }

  private MetricsServer start(HttpAddress address) throws IOException {
    return MetricsServer.start(vertx, address, ReferencePageTest.everything().page());
  }

  private MetricsServer start(MetricsServer.Limits limits) throws IOException {
    return MetricsServer.start(vertx, ANY_PORT, ReferencePageTest.everything().page(), limits);
  }

  private static Socket connect(MetricsServer to) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), to.address().port());
  }
}
