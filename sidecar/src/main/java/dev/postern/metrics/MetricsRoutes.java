package dev.postern.metrics;

import dev.postern.rules.SafeText;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoints: {@code /metrics}, {@code /status}, {@code /live} and {@code /ready}. */
final class MetricsRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsRoutes.class);
  private static final List<String> PATHS = List.of("/metrics", "/status", "/live", "/ready");

  private final Vertx vertx;
  private final MetricsPage page;
  private final Readiness readiness;
  private volatile Refresh refresh = Refresh.NOTHING;
  private volatile Supplier<JsonObject> status = JsonObject::new;

  MetricsRoutes(Vertx vertx, MetricsPage page, Readiness readiness) {
    this.vertx = vertx;
    this.page = page;
    this.readiness = readiness;
  }

  void refreshWith(Refresh newRefresh) {
    refresh = newRefresh;
  }

  void showStatus(Supplier<JsonObject> newStatus) {
    status = newStatus;
  }

  Router router() {
    Router router = Router.router(vertx);
    get(router, "/metrics").handler(this::metrics);
    get(router, "/status").handler(this::status);
    get(router, "/live").handler(request -> line(request, 200, "alive"));
    get(router, "/ready").handler(this::ready);
    PATHS.forEach(path -> router.route(path).handler(MetricsRoutes::wrongMethod));
    router.route().handler(MetricsRoutes::unknown);
    // What goes wrong in here is ours to read, not the client's.
    router.route().failureHandler(MetricsRoutes::failed);
    return router;
  }

  private static Route get(Router router, String path) {
    return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
  }

  /** Many series take milliseconds to write; the event loop has alerts to raise meanwhile. */
  private void metrics(RoutingContext request) {
    PageFormat format = PageFormat.preferred(request.request().getHeader(HttpHeaderNames.ACCEPT));
    refresh
        .begin()
        .otherwise(MetricsRoutes::stale)
        .compose(_ -> vertx.executeBlocking(() -> Buffer.buffer(page.render(format))))
        .onSuccess(
            text -> {
              request.response().putHeader(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT);
              end(request, 200, format.contentType(), text);
            })
        .onFailure(request::fail);
  }

  /** On the worker too: it asks the kernel for counters. */
  private void status(RoutingContext request) {
    vertx
        .executeBlocking(() -> Buffer.buffer(status.get().encodePrettily() + "\n"))
        .onSuccess(text -> end(request, 200, "application/json", text))
        .onFailure(request::fail);
  }

  private static @Nullable Void stale(Throwable cause) {
    LOG.error("flows could not be harvested, metrics show old ones: {}", cause.toString());
    return null;
  }

  private void ready(RoutingContext request) {
    String obstacle = readiness.obstacle();
    if (obstacle == null) {
      line(request, 200, "ready");
    } else {
      line(request, 503, "not ready: " + SafeText.oneLine(obstacle));
    }
  }

  private static void wrongMethod(RoutingContext request) {
    request.response().putHeader(HttpHeaderNames.ALLOW, "GET, HEAD");
    line(request, 405, "only GET and HEAD are answered");
  }

  private static void unknown(RoutingContext request) {
    line(request, 404, "there is " + String.join(", ", PATHS) + " and nothing else");
  }

  private static void failed(RoutingContext request) {
    if (request.statusCode() >= 0 && request.failure() == null) {
      line(request, request.statusCode(), "the request could not be read");
      return;
    }
    LOG.error("{} could not be answered", request.normalizedPath(), request.failure());
    line(request, 500, "a fault of Postern's own, its log says more");
  }

  private static void line(RoutingContext request, int status, String line) {
    end(request, status, "text/plain; charset=utf-8", Buffer.buffer(line + "\n"));
  }

  private static void end(RoutingContext request, int status, String type, Buffer body) {
    if (request.response().ended() || request.response().closed()) {
      return; // the client did not wait
    }
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaderNames.CONTENT_TYPE, type)
        .putHeader(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length()));
    if (request.request().method().equals(HttpMethod.HEAD)) {
      request.response().end();
    } else {
      request.response().end(body);
    }
  }
}
