package dev.postern.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.dns.Answer;
import dev.postern.dns.DnsFormatException;
import dev.postern.dns.DnsHeader;
import dev.postern.dns.DnsMessage;
import dev.postern.dns.Edns;
import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import dev.postern.event.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The forwarder without its sockets, between a hostile client and a hostile resolver: nothing but
 * an allowed question goes out, nothing but an answer to the client's question comes back, and that
 * only when its addresses are bound.
 */
class ForwarderFuzz {

  private static final Vertx VERTX =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(1)
              .setWorkerPoolSize(1)
              .setInternalBlockingPoolSize(1));

  private static final Endpoint SERVER =
      new Endpoint(Objects.requireNonNull(IpAddress.parse("192.0.2.53")), 53);
  private static final String ALLOWED = "example";
  private static final int SECONDS = 60;

  private final ContextInternal context = (ContextInternal) VERTX.getOrCreateContext();
  private final ForwarderCounters counters = new ForwarderCounters();
  private final List<byte[]> asked = new ArrayList<>();
  private final List<Answer> bound = new ArrayList<>();
  private byte[] reply = {};

  /** The first two bytes say how long the query is; what is behind it comes from the resolver. */
  @FuzzTest
  void forward(byte[] bytes) throws InterruptedException {
    if (bytes.length < 2) {
      return;
    }
    int length = Math.min((bytes[0] & 0xff) << 8 | (bytes[1] & 0xff), bytes.length - 2);
    byte[] query = Arrays.copyOfRange(bytes, 2, 2 + length);
    reply = Arrays.copyOfRange(bytes, 2 + length, bytes.length);
    for (Transport transport : List.of(Transport.UDP, Transport.TCP)) {
      asked.clear();
      bound.clear();
      byte[] response = handled(transport, query);
      asked.forEach(ForwarderFuzz::isAllowed);
      if (response != null) {
        isResponse(response, query, transport);
      }
    }
  }

  /** On the event loop, as everything there. */
  private byte @Nullable [] handled(Transport transport, byte[] query) throws InterruptedException {
    QueryHandler handler =
        new QueryHandler(context, transport, 1, this::resolve, settings(), counters);
    try {
      return Future.<byte @Nullable []>future(
              promise -> context.runOnContext(_ -> handler.handle(query).onComplete(promise)))
          .toCompletionStage()
          .toCompletableFuture()
          .get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("not handled", e);
    }
  }

  private ForwarderSettings settings() {
    return new ForwarderSettings(
        new Upstreams(List.of(SERVER), Duration.ofSeconds(1), 1, false),
        ForwardedTest.below(ALLOWED),
        NameRefusal.NXDOMAIN,
        answer -> {
          bound.add(answer);
          return Future.succeededFuture(new Admission.Release());
        },
        ForwarderLimits.DEFAULT);
  }

  /** The resolver guesses the id, which it is told in truth. */
  private Future<UpstreamAnswer> resolve(DnsMessage query) {
    UpstreamQuery upstream = new UpstreamQuery(query, counters);
    asked.add(upstream.bytes());
    byte[] received = reply.clone();
    System.arraycopy(upstream.bytes(), 0, received, 0, Math.min(2, received.length));
    try {
      UpstreamAnswer answer = upstream.answer(received);
      return answer == null
          ? context.failedFuture(new UpstreamFailure(UpstreamFailure.Kind.TIMEOUT, "silent"))
          : context.succeededFuture(answer);
    } catch (UpstreamFailure e) {
      return context.failedFuture(e);
    }
  }

  private static void isAllowed(byte[] question) {
    DnsMessage message = Messages.read(question);
    assertThat(message.question().name().text()).endsWith("." + ALLOWED);
    assertThat(message.answers()).isEmpty();
    assertThat(question)
        .as("the question and an OPT record without options")
        .hasSizeLessThanOrEqualTo(
            DnsHeader.LENGTH + message.question().name().wireLength() + 4 + 11);
  }

  private void isResponse(byte[] response, byte[] query, Transport transport) {
    assertThat(response).startsWith(query[0], query[1]);
    DnsMessage client;
    try {
      client = DnsMessage.read(query);
    } catch (DnsFormatException e) {
      assertThat(response).as("FORMERR alone").hasSize(DnsHeader.LENGTH);
      return;
    }
    DnsMessage message = Messages.read(response);
    assertThat(message.question().isSpelledLike(client.question())).isTrue();
    assertThat(Answer.of(message).addresses())
        .isEqualTo(bound.isEmpty() ? List.of() : addresses(message));
    if (transport == Transport.UDP) {
      Edns edns = client.edns();
      assertThat(response.length)
          .isLessThanOrEqualTo(edns == null ? Edns.LEAST_SIZE : edns.udpSize());
    }
  }

  /** What was bound, unless the answer was cut off and says nothing. */
  private List<IpAddress> addresses(DnsMessage message) {
    return message.answers().isEmpty() ? List.of() : bound.getFirst().addresses();
  }
}
