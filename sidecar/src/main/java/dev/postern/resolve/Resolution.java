package dev.postern.resolve;

import dev.postern.dns.DnsMessage;
import dev.postern.dns.ResponseCode;
import dev.postern.event.Endpoint;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client's query, asked of one resolver after the other until one answers. */
final class Resolution {

  private final DnsMessage query;
  private final Upstream upstream;
  private final Upstreams upstreams;
  private final ResolverOrder order;
  private final ForwarderCounters counters;
  private @Nullable UpstreamAnswer refusal;

  private Resolution(
      DnsMessage query,
      Upstream upstream,
      Upstreams upstreams,
      ResolverOrder order,
      ForwarderCounters counters) {
    this.query = query;
    this.upstream = upstream;
    this.upstreams = upstreams;
    this.order = order;
    this.counters = counters;
  }

  /**
   * Asks.
   *
   * @return an answer; one that says SERVFAIL, NOTIMP or REFUSED only when no resolver has another.
   *     An {@link UpstreamFailure}, that of the last one, when none answered
   */
  static Future<UpstreamAnswer> ask(
      DnsMessage query,
      Upstream upstream,
      Upstreams upstreams,
      ResolverOrder order,
      ForwarderCounters counters) {
    return new Resolution(query, upstream, upstreams, order, counters).round(1);
  }

  private Future<UpstreamAnswer> round(int number) {
    return attempt(order.next(), 0)
        .recover(
            failure -> {
              if (refusal != null) {
                return Future.succeededFuture(refusal);
              }
              return number < upstreams.attempts()
                  ? round(number + 1)
                  : Future.failedFuture(failure);
            });
  }

  private Future<UpstreamAnswer> attempt(List<Endpoint> servers, int index) {
    Endpoint server = servers.get(index);
    return upstream
        .ask(server, new UpstreamQuery(query, counters), upstreams.patience())
        .compose(
            answer -> {
              order.answered(server);
              if (!isRefusal(answer)) {
                return Future.succeededFuture(answer);
              }
              refusal = answer;
              return index + 1 < servers.size()
                  ? attempt(servers, index + 1)
                  : Future.succeededFuture(answer);
            },
            failure -> {
              order.failed(server);
              return index + 1 < servers.size()
                  ? attempt(servers, index + 1)
                  : Future.failedFuture(failure);
            });
  }

  /** After these, glibc asks the next resolver too. */
  private static boolean isRefusal(UpstreamAnswer answer) {
    return switch (answer.message().code()) {
      case ResponseCode.SERVFAIL, ResponseCode.NOTIMP, ResponseCode.REFUSED -> true;
      default -> false;
    };
  }
}
