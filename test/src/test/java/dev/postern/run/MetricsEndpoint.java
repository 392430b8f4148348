package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a running postern serves its metrics, as Prometheus and a kubelet use it. */
public final class MetricsEndpoint {

  /** Status when nobody listens there. */
  public static final int REFUSED = 0;

  private static final Pattern ANNOUNCED =
      Pattern.compile("postern: metrics on (http://127\\.0\\.0\\.1:[0-9]+)/metrics\n");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final URI base;

  private MetricsEndpoint(URI base) {
    this.base = base;
  }

  /** Finds it in what postern said on standard error, which it says exactly once. */
  public static MetricsEndpoint announcedIn(String errors) {
    Matcher announced = ANNOUNCED.matcher(errors);
    assertThat(announced.find()).as(errors).isTrue();
    MetricsEndpoint endpoint = new MetricsEndpoint(URI.create(announced.group(1)));
    assertThat(announced.find()).as(errors).isFalse();
    return endpoint;
  }

  /** The status of a path, or {@link #REFUSED}. */
  public int status(String path) {
    try {
      return get(path).statusCode();
    } catch (IOException e) {
      return REFUSED;
    }
  }

  /** What its metrics are now. */
  public ScrapedPage scrape() {
    return new ScrapedPage(body("/metrics"));
  }

  /** What a path shows now. */
  public String body(String path) {
    try {
      HttpResponse<String> response = get(path);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> get(String path) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).timeout(LIMIT).build();
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
