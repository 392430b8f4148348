package dev.postern.metrics;

import dev.postern.rules.SafeText;
import io.netty.channel.unix.Errors.NativeIoException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /metrics} to Prometheus, {@code /live} and {@code /ready} to the kubelet, and
 * {@code /status} to people. Answers come from the event loop, so {@code /live} fails when that
 * hangs; only metrics and status are written down on a worker.
 */
public final class MetricsServer implements AutoCloseable {

  /**
   * What a client may take.
   *
   * @param connections the most at a time
   * @param idleSeconds how long one may neither send nor take what it was sent
   */
  record Limits(int connections, int idleSeconds) {
    static final Limits DEFAULT = new Limits(32, 30);
  }

  private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);
  private static final int START_SECONDS = 10;
  private static final int OPEN_SCRAPES_SECONDS = 2;
  private static final int CLOSE_SECONDS = 5;
  private static final int LONGEST_HEADERS = 8192;
  private static final int LONGEST_REQUEST_LINE = 1024;

  private final HttpServer server;
  private final HttpAddress address;
  private final Readiness readiness;
  private final MetricsRoutes routes;

  private MetricsServer(
      HttpServer server, HttpAddress address, Readiness readiness, MetricsRoutes routes) {
    this.server = server;
    this.address = address;
    this.readiness = readiness;
    this.routes = routes;
  }

  /**
   * Begins to serve. Blocks until it does; not to be called on the event loop.
   *
   * @throws IOException when the address cannot be had; the message is one line for the user
   */
  public static MetricsServer start(Vertx vertx, HttpAddress address, MetricsPage page)
      throws IOException {
    return start(vertx, address, page, Limits.DEFAULT);
  }

  static MetricsServer start(Vertx vertx, HttpAddress address, MetricsPage page, Limits limits)
      throws IOException {
    Readiness readiness = new Readiness();
    ConnectionLimit connections = new ConnectionLimit(limits.connections());
    MetricsRoutes routes = new MetricsRoutes(vertx, page, readiness);
    HttpServer server =
        vertx
            .createHttpServer(options(limits))
            .connectionHandler(connections::opened)
            .requestHandler(routes.router());
    try {
      server
          .listen(address.port(), address.address().toString())
          .await(START_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw unavailable(address, "the event loop is busy", e);
    } catch (Exception e) { // await() throws what failed as it is, checked or not
      throw unavailable(address, reason(e), e);
    }
    return new MetricsServer(
        server, new HttpAddress(address.address(), server.actualPort()), readiness, routes);
  }

  private static HttpServerOptions options(Limits limits) {
    return new HttpServerOptions()
        .setIdleTimeout(limits.idleSeconds())
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
        .setMaxHeaderSize(LONGEST_HEADERS)
        .setHttp2ClearTextEnabled(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false);
  }

  private static IOException unavailable(HttpAddress address, String reason, Throwable cause) {
    return new IOException(
        "cannot serve metrics on %s (%s): name another with --metrics ADDR:PORT"
            .formatted(address, reason),
        cause);
  }

  /** Linux' errno in words that say what is wrong with the address (bind(2)). */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof NativeIoException)) {
      cause = cause.getCause();
    }
    int errno = cause instanceof NativeIoException bind ? -bind.expectedErr() : 0;
    return switch (errno) {
      case 13 -> "permission denied: ports below 1024 need CAP_NET_BIND_SERVICE";
      case 97, 99 -> "not an address of this machine";
      case 98 -> "address already in use";
      default -> SafeText.oneLine(String.valueOf(failure.getMessage()));
    };
  }

  /** Where it serves; with the port that was found if any would do. */
  public HttpAddress address() {
    return address;
  }

  /** From now on every scrape waits for this first. A failure is logged, and the scrape goes on. */
  public void refreshWith(Refresh refresh) {
    routes.refreshWith(refresh);
  }

  /** From now on {@code /status} shows this; it is asked on a worker. */
  public void showStatus(Supplier<JsonObject> status) {
    routes.showStatus(status);
  }

  /** From now on {@code /ready} says yes. */
  public void ready() {
    readiness.ready();
  }

  /**
   * From now on {@code /ready} says no, as it does before the first {@link #ready()}.
   *
   * @param reason in one line, after "not ready: "
   */
  public void notReady(String reason) {
    readiness.notReady(reason);
  }

  /**
   * Stops listening at once, lets open scrapes end and closes. May be called again. Not to be
   * called on the event loop.
   */
  @Override
  public void close() {
    try {
      server
          .shutdown(OPEN_SCRAPES_SECONDS, TimeUnit.SECONDS)
          .await(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("the metrics server on {} was closed with its event loop", address);
    } catch (TimeoutException | RuntimeException e) {
      LOG.warn("the metrics server on {} did not close: {}", address, e.toString());
    }
  }
}
