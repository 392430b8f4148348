package dev.postern.resolve;

import dev.postern.dns.Answer;
import dev.postern.dns.DnsMessage;
import dev.postern.dns.DnsName;
import dev.postern.dns.Edns;
import dev.postern.dns.ExtendedError;
import dev.postern.event.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A forwarder between a client and a resolver, all on loopback; allowed is all below example. */
@Timeout(120)
abstract class ForwardedTest {

  /** Long enough for any machine where nothing is meant to time out. */
  static final Duration PATIENT = Duration.ofSeconds(60);

  final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setPreferNativeTransport(true)
              .setEventLoopPoolSize(1)
              .setWorkerPoolSize(1)
              .setInternalBlockingPoolSize(1));
  final ScriptedResolver resolver =
      new ScriptedResolver(query -> List.of(Messages.addresses(query, "192.0.2.1")));
  final List<AutoCloseable> closing = new CopyOnWriteArrayList<>();

  final List<Answer> bound = new CopyOnWriteArrayList<>();
  NamePolicy policy = below("example");
  NameRefusal refusal = NameRefusal.NXDOMAIN;
  Binder binder =
      answer -> {
        bound.add(answer);
        return Future.succeededFuture(new Admission.Release());
      };
  ForwarderLimits limits = ForwarderLimits.DEFAULT;

  ForwardedTest() throws IOException {}

  static NamePolicy below(String suffix) {
    return new NamePolicy() {
      @Override
      public boolean may(DnsName name, int type) {
        return name.text().endsWith("." + suffix);
      }

      @Override
      public boolean mayHideServerName(DnsName name) {
        return name.text().startsWith("hidden.");
      }
    };
  }

  final Forwarder forwarder() throws IOException {
    return forwarder(new Upstreams(List.of(resolver.endpoint()), PATIENT, 1, false));
  }

  final Forwarder forwarder(Duration timeout, int attempts, Endpoint... servers)
      throws IOException {
    return forwarder(new Upstreams(List.of(servers), timeout, attempts, false));
  }

  final Forwarder forwarder(Upstreams upstreams) throws IOException {
    Forwarder forwarder =
        Forwarder.start(vertx, new ForwarderSettings(upstreams, policy, refusal, binder, limits));
    closing.add(forwarder);
    return forwarder;
  }

  final DnsClient client(Forwarder forwarder) throws IOException {
    return client("127.0.0.1", forwarder);
  }

  final DnsClient client(String host, Forwarder forwarder) throws IOException {
    DnsClient client = new DnsClient(host, forwarder.port());
    closing.add(client);
    return client;
  }

  final ScriptedResolver resolver(ScriptedResolver.Script script) throws IOException {
    ScriptedResolver another = new ScriptedResolver(script);
    closing.add(another);
    return another;
  }

  /** Where nobody listens. */
  static Endpoint nobody() throws IOException {
    try (ScriptedResolver gone = new ScriptedResolver(_ -> List.of())) {
      return gone.endpoint();
    }
  }

  static List<ExtendedError> errors(DnsMessage message) {
    Edns edns = message.edns();
    return edns == null ? List.of() : edns.errors();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable open : closing) {
      open.close();
    }
    resolver.close();
    vertx.close().await();
  }
}
