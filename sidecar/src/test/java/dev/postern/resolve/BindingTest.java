package dev.postern.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.dns.DnsMessage;
import dev.postern.dns.ExtendedError;
import dev.postern.dns.RecordType;
import dev.postern.dns.ResponseCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No address reaches a client before it is bound. */
class BindingTest extends ForwardedTest {

  BindingTest() throws IOException {}

  /** The second query is answered while the first waits for its binding, on the same socket. */
  @Test
  void anAnswerWaitsUntilItIsBoundAndNoOtherDoes() throws IOException {
    Promise<Admission> binding = Promise.promise();
    binder =
        answer -> {
          bound.add(answer);
          return binding.future();
        };
    resolver.script(
        query ->
            List.of(
                Messages.read(query).question().type() == RecordType.A
                    ? Messages.addresses(query, "192.0.2.1")
                    : Messages.record(query, RecordType.TXT, "0161")));
    DnsClient client = client(forwarder());

    client.send(Messages.query(1, "a.example", RecordType.A));
    client.send(Messages.query(2, "a.example", RecordType.TXT));

    assertThat(Messages.read(client.receive()).header().id()).isEqualTo(2);
    binding.complete(new Admission.Release()); // not on the event loop
    assertThat(Messages.read(client.receive()).header().id()).isEqualTo(1);
    assertThat(bound).hasSize(1);
  }

  @Test
  void anAnswerThatMayNotBeGivenOutIsNot() throws IOException {
    binder = _ -> Future.succeededFuture(new Admission.Refuse("192.0.2.1 is private"));
    Forwarder forwarder = forwarder();

    DnsMessage answer =
        client(forwarder).ask(Messages.query(1, "a.example", RecordType.A, 1232, 0, ""));

    assertThat(answer.code()).isEqualTo(ResponseCode.NXDOMAIN);
    assertThat(answer.answers()).isEmpty();
    assertThat(errors(answer))
        .containsExactly(
            new ExtendedError(
                ExtendedError.BLOCKED,
                "postern: a.example may not lead there: 192.0.2.1 is private"));
    assertThat(forwarder.counters().queries(Outcome.INADMISSIBLE)).isOne();
    assertThat(forwarder.counters().queries(Outcome.ANSWERED)).isZero();
  }

  @Test
  void norOneThatCannotBeBound() throws IOException {
    binder = _ -> Future.failedFuture("the table is full");
    assertNothingIsGivenOut();
  }

  @Test
  void norOneWhoseBinderThrows() throws IOException {
    binder =
        _ -> {
          throw new IllegalStateException("broken on purpose");
        };
    assertNothingIsGivenOut();
  }

  @Test
  void norOneWhoseBinderNeverAnswers() throws IOException {
    binder = _ -> Promise.<Admission>promise().future();
    limits = new ForwarderLimits(1, 1, 1, 1, PATIENT, Duration.ofMillis(1));
    assertNothingIsGivenOut();
  }

  private void assertNothingIsGivenOut() throws IOException {
    Forwarder forwarder = forwarder();

    DnsMessage answer =
        client(forwarder).ask(Messages.query(1, "a.example", RecordType.A, 1232, 0, ""));

    assertThat(answer.code()).isEqualTo(ResponseCode.SERVFAIL);
    assertThat(answer.answers()).isEmpty();
    assertThat(errors(answer))
        .containsExactly(new ExtendedError(0, "postern: the answer could not be bound"));
    assertThat(forwarder.counters().queries(Outcome.FAILED)).isOne();
    assertThat(forwarder.counters().queries(Outcome.ANSWERED)).isZero();
  }
}
