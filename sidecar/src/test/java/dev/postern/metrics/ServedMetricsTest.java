package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A served page of every metric, and a client. */
@Timeout(60)
abstract class ServedMetricsTest {

  static final HttpAddress ANY_PORT = HttpAddress.parse("127.0.0.1:0");

  final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setPreferNativeTransport(true)
              .setEventLoopPoolSize(1)
              .setWorkerPoolSize(1)
              .setInternalBlockingPoolSize(1));
  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  final MetricsServer server;

  ServedMetricsTest() throws IOException {
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

  final HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  final HttpRequest.Builder request(String path) {
    return request(server, path);
  }

  static HttpRequest.Builder request(MetricsServer to, String path) {
    return request(to.address().toString(), path);
  }

  static HttpRequest.Builder request(String address, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + path))
        .timeout(Duration.ofSeconds(20));
  }

  final HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
