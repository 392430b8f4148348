package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.unix.Errors.NativeIoException;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MetricsServerTest {

  private static final HttpAddress ANY_PORT = HttpAddress.parse("127.0.0.1:0");
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setPreferNativeTransport(true)
              .setEventLoopPoolSize(1)
              .setWorkerPoolSize(1)
              .setInternalBlockingPoolSize(1));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private MetricsServer server;

  MetricsServerTest() throws IOException {
    server = MetricsServer.start(vertx, ANY_PORT, ReferencePageTest.everything().page());
  }

  @BeforeEach
  void theEpollTransportIsThere() {
    assertThat(vertx.isNativeTransportEnabled()).isTrue();
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
    vertx.close().await();
  }

  @Test
  void metricsAreServedAsText() throws Exception {
    HttpResponse<String> answer = get("/metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue(TEXT);
    assertThat(Exposition.parse(answer.body()).value("postern_build_info{version=1.2.3}"))
        .isEqualTo(1);
  }

  @Test
  void andAsOpenMetricsWhereAskedFor() throws Exception {
    HttpResponse<String> answer =
        send(
            request("/metrics")
                .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5"));

    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(answer.body())
        .contains("# TYPE postern_connections counter\n", "# TYPE postern_build info\n")
        .endsWith("# EOF\n");
  }

  @Test
  void headTellsWhatGetWouldWithoutTheBody() throws Exception {
    HttpResponse<String> head = send(request("/live").method("HEAD", BodyPublishers.noBody()));
    HttpResponse<String> metrics =
        send(request("/metrics").method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("content-length")).hasValue("6");
    assertThat(head.body()).isEmpty();
    assertThat(metrics.headers().firstValue("content-type")).hasValue(TEXT);
    assertThat(metrics.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metrics/x", "/metricsx", "/favicon.ico", "/../etc/passwd", "//"})
  void everythingElseIsNotThere(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("there is /metrics, /live, /ready and nothing else\n");
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/metrics,405",
    "PUT,/live,405",
    "DELETE,/ready,405",
    "OPTIONS,/metrics,405",
    "TRACE,/live,405",
    "POST,/elsewhere,404",
  })
  void onlyReadingIsAllowed(String method, String path, int status) throws Exception {
    HttpResponse<String> answer =
        send(request(path).method(method, BodyPublishers.ofString("x".repeat(100_000))));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body().lines()).hasSize(1);
    assertThat(answer.headers().firstValue("allow").isPresent()).isEqualTo(status == 405);
  }

  @Test
  void readinessIsToldWithItsReason() throws Exception {
    assertThat(get("/live").statusCode()).isEqualTo(200);
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/ready").body()).isEqualTo("not ready: starting\n");

    server.ready();
    assertThat(get("/ready").statusCode()).isEqualTo(200);
    assertThat(get("/ready").body()).isEqualTo("ready\n");

    server.notReady("the probe\nis gone");
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/ready").body()).isEqualTo("not ready: the probe\\nis gone\n");
  }

  @Test
  void aFaultIsOursToReadAndLeavesTheServerRunning() throws Exception {
    PrometheusRegistry broken = new PrometheusRegistry();
    Collector failing =
        () -> {
          throw new IllegalStateException("secret");
        };
    broken.register(failing);
    try (MetricsServer faulty = MetricsServer.start(vertx, ANY_PORT, new MetricsPage(broken))) {
      HttpResponse<String> answer = send(request(faulty, "/metrics"));

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("a fault of Postern's own, its log says more\n");
      assertThat(send(request(faulty, "/live")).statusCode()).isEqualTo(200);
    }
  }

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

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return request(server, path);
  }

  private static HttpRequest.Builder request(MetricsServer to, String path) {
    return request(to.address().toString(), path);
  }

  private static HttpRequest.Builder request(String address, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + path))
        .timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
