package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served, and how it is asked for. */
class MetricsServerTest extends ServedMetricsTest {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  MetricsServerTest() throws IOException {}

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

  @Test
  void statusIsWhatItWasLastSaidToBe() throws Exception {
    assertThat(get("/status").body()).isEqualTo("{ }\n");
    server.showStatus(() -> new JsonObject().put("rules", 12));

    HttpResponse<String> answer = get("/status");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(new JsonObject(answer.body()).getInteger("rules")).isEqualTo(12);
  }

  @Test
  void aStatusThatFailsIsNotTheClientsToRead() throws Exception {
    server.showStatus(
        () -> {
          throw new IllegalStateException("secret");
        });
    HttpResponse<String> answer = get("/status");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/metrics/x",
        "/metricsx",
        "/status/x",
        "/favicon.ico",
        "/../etc/passwd",
        "//"
      })
  void everythingElseIsNotThere(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo("there is /metrics, /status, /live, /ready and nothing else\n");
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
  void aScrapeWaitsForMetricsToBeBroughtUpToDate() throws Exception {
    Promise<Void> harvest = Promise.promise();
    CountDownLatch begun = new CountDownLatch(1);
    server.refreshWith(
        () -> {
          begun.countDown();
          return harvest.future();
        });
    CompletableFuture<HttpResponse<String>> scrape =
        client.sendAsync(request("/metrics").build(), BodyHandlers.ofString());

    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(get("/live").statusCode()).isEqualTo(200);
    assertThat(scrape).isNotDone();
    harvest.complete();
    assertThat(scrape.join().statusCode()).isEqualTo(200);
  }

  @Test
  void andGoesOnWithOldOnesIfThatFails() throws Exception {
    server.refreshWith(() -> Future.failedFuture("the kernel said no"));

    HttpResponse<String> answer = get("/metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Exposition.parse(answer.body()).value("postern_build_info{version=1.2.3}"))
        .isEqualTo(1);
  }
}
