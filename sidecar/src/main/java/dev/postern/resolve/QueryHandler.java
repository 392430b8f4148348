package dev.postern.resolve;

import dev.postern.dns.Answer;
import dev.postern.dns.DnsFormatException;
import dev.postern.dns.DnsMessage;
import dev.postern.dns.DnsName;
import dev.postern.dns.DnsWriter;
import dev.postern.dns.Edns;
import dev.postern.dns.EncryptedHello;
import dev.postern.event.Transport;
import dev.postern.rules.SafeText;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the bytes of a query to the bytes of its answer, over one protocol; for the event loop. */
final class QueryHandler {

  private static final Logger LOG = LoggerFactory.getLogger(QueryHandler.class);

  private final ContextInternal context;
  private final Transport transport;
  private final int mostWaiting;
  private final Function<DnsMessage, Future<UpstreamAnswer>> resolvers;
  private final ForwarderSettings settings;
  private final ForwarderCounters counters;
  private int waiting;
  private boolean saidThatBindingFails;

  /**
   * @param mostWaiting queries that wait for an answer at a time
   * @param resolvers asks them, over the same protocol
   */
  QueryHandler(
      ContextInternal context,
      Transport transport,
      int mostWaiting,
      Function<DnsMessage, Future<UpstreamAnswer>> resolvers,
      ForwarderSettings settings,
      ForwarderCounters counters) {
    this.context = context;
    this.transport = transport;
    this.mostWaiting = mostWaiting;
    this.resolvers = resolvers;
    this.settings = settings;
    this.counters = counters;
  }

  /**
   * Answers.
   *
   * @return what to send; null when nobody waits for anything. Never a failure
   */
  Future<byte @Nullable []> handle(byte[] bytes) {
    DnsMessage query;
    try {
      query = DnsMessage.read(bytes);
    } catch (DnsFormatException e) {
      return now(Outcome.MALFORMED, DnsWriter.formatError(bytes));
    }
    if (query.header().response()) {
      return now(Outcome.MALFORMED, null);
    }
    byte[] unsupported = Refusing.unsupported(query);
    if (unsupported != null) {
      return now(Outcome.MALFORMED, unsupported);
    }
    try {
      return forward(query);
    } catch (RuntimeException e) { // of the policy: what is not known to be allowed is not asked
      LOG.error("a query could not be judged", e);
      return now(Outcome.FAILED, Refusing.failed(query, e));
    }
  }

  /** Counts what could not even be taken for a query. */
  void malformed() {
    counters.count(Outcome.MALFORMED);
  }

  private Future<byte @Nullable []> forward(DnsMessage query) {
    if (!settings.policy().may(query.question().name(), query.question().type())) {
      return now(Outcome.REFUSED, Refusing.inNoPolicy(query, settings.refusal()));
    }
    if (waiting >= mostWaiting) {
      return now(Outcome.OVERLOADED, Refusing.overloaded(query));
    }
    waiting++;
    long arrived = System.nanoTime();
    return resolvers
        .apply(query)
        .compose(answer -> release(query, answer, arrived))
        .otherwise(
            failure -> {
              counters.count(Outcome.FAILED);
              return Refusing.failed(query, failure);
            })
        .onComplete(_ -> waiting--);
  }

  /** The message is let go before anything is waited for: parsed it is larger than its bytes. */
  private Future<byte @Nullable []> release(DnsMessage query, UpstreamAnswer answer, long arrived) {
    byte[] response = response(query, answer);
    if (response.length > MessageFrames.LONGEST) {
      return context.failedFuture(
          new UpstreamFailure(UpstreamFailure.Kind.MALFORMED, "an answer is too long"));
    }
    return bound(Answer.of(answer.message()))
        .map(
            admission -> {
              if (admission instanceof Admission.Refuse refuse) {
                counters.count(Outcome.INADMISSIBLE);
                return Refusing.inadmissible(query, refuse.reason());
              }
              counters.count(Outcome.ANSWERED);
              counters.latency().add((System.nanoTime() - arrived) / 1_000);
              return response;
            });
  }

  private Future<Admission> bound(Answer answer) {
    if (answer.addresses().isEmpty()) {
      return context.succeededFuture(new Admission.Release());
    }
    Promise<Admission> admission = context.promise(); // back on the loop, wherever it was bound
    settings.binder().bind(answer).onComplete(admission);
    return admission
        .future()
        .timeout(settings.limits().bindTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(cause -> bindingFails(answer, cause));
  }

  private void bindingFails(Answer answer, Throwable cause) {
    if (!saidThatBindingFails) {
      saidThatBindingFails = true;
      String why =
          cause instanceof TimeoutException
              ? "it took longer than " + settings.limits().bindTimeout().toMillis() + " ms"
              : SafeText.oneLine(String.valueOf(cause.getMessage()));
      LOG.warn("the addresses of {} could not be bound: {}", answer.question(), why);
    }
  }

  /** The answer as the client gets it: under its id, no longer than it takes. */
  private byte[] response(DnsMessage query, UpstreamAnswer answer) {
    DnsName name = query.question().name();
    boolean rewrite =
        EncryptedHello.isIn(answer.message()) && !settings.policy().mayHideServerName(name);
    byte[] response =
        rewrite
            ? EncryptedHello.removedFrom(answer.bytes(), answer.message())
            : answer.bytes().clone();
    if (transport == Transport.UDP && response.length > longestDatagram(query)) {
      return DnsWriter.truncated(query);
    }
    response[0] = (byte) (query.header().id() >> 8);
    response[1] = (byte) query.header().id();
    return response;
  }

  private static int longestDatagram(DnsMessage query) {
    return query.edns() == null ? Edns.LEAST_SIZE : query.edns().udpSize();
  }

  private Future<byte @Nullable []> now(Outcome outcome, byte @Nullable [] response) {
    counters.count(outcome);
    return context.succeededFuture(response);
  }
}
