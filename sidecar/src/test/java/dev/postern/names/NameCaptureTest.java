package dev.postern.names;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.abi.KernelEvent.DnsData;
import dev.postern.abi.KernelEvent.Header;
import dev.postern.abi.KernelEvent.Socket;
import dev.postern.abi.ProcessKey;
import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import dev.postern.event.Naming;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NameCaptureTest {

  private static final int UDP = 17;
  private static final int TCP = 6;
  private static final ProcessKey CURL = new ProcessKey(42, 7, 1);
  private static final ProcessKey OTHER = new ProcessKey(43, 8, 1);
  private static final Endpoint RESOLVER = new Endpoint(address("10.96.0.10"), 53);
  private static final Endpoint STRANGER = new Endpoint(address("10.96.0.11"), 53);
  private static final IpAddress SERVER = address("203.0.113.9");

  private final List<String> heard = new ArrayList<>();
  private final NameCapture names =
      new NameCapture(
          "cluster.local", (answer, of) -> heard.add(answer.question().name() + " of " + of));
  private final List<Naming.Question> questions = new ArrayList<>();

  private static IpAddress address(String text) {
    return Objects.requireNonNull(IpAddress.parse(text));
  }

  private void take(ProcessKey process, long cookie, Endpoint peer, boolean sent, byte[] message) {
    names.take(
        new DnsData(
            new Header(1_000, process, 0, 0, 0, 0),
            new Socket(cookie, UDP, false, null, peer),
            sent,
            0,
            message,
            true),
        questions::add);
  }

  private void ask(int id, String name) {
    take(CURL, 5, RESOLVER, true, message(id, 0x0100, name, null));
  }

  private void answer(int id, String name) {
    take(CURL, 5, RESOLVER, false, message(id, 0x8180, name, SERVER));
  }

  /** One A question, and an answer if there is an address. */
  private static byte[] message(int id, int flags, String name, @Nullable IpAddress address) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int answers = address == null ? 0 : 1;
    for (int each : new int[] {id, flags, 1, answers, 0, 0}) {
      bytes.write(each >> 8);
      bytes.write(each);
    }
    for (String label : name.split("\\.", -1)) {
      bytes.write(label.length());
      bytes.writeBytes(label.getBytes(US_ASCII));
    }
    bytes.writeBytes(new byte[] {0, 0, 1, 0, 1});
    if (address != null) {
      bytes.writeBytes(new byte[] {(byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4});
      for (int shift = 24; shift >= 0; shift -= 8) {
        bytes.write((int) (address.low() >> shift));
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void anAnswerNamesItsAddress() {
    ask(1, "API.Payments.example");
    assertThat(questions).containsExactly(new Naming.Question("api.payments.example", "A", 1));
    answer(1, "api.payments.EXAMPLE");
    assertThat(names.find(CURL, SERVER, 3_000))
        .isEqualTo(new Naming.Answered("api.payments.example", 2_000, null, null));
    assertThat(names.find(CURL, address("203.0.113.10"), 3_000)).isNull();
  }

  @Test
  void soDoesOneOfTheCluster() {
    ask(1, "cart.shop.svc.cluster.local");
    answer(1, "cart.shop.svc.cluster.local");
    assertThat(names.find(CURL, SERVER, 1_000))
        .isEqualTo(new Naming.Answered("cart.shop.svc.cluster.local", 0, "cart", "shop"));
  }

  @Test
  void whatNobodyAskedForNamesNothing() {
    answer(1, "a.example");
    ask(2, "a.example");
    answer(3, "a.example"); // another number
    answer(2, "b.example"); // another question
    take(CURL, 5, STRANGER, false, message(2, 0x8180, "a.example", SERVER));
    take(CURL, 6, RESOLVER, false, message(2, 0x8180, "a.example", SERVER)); // another socket
    take(CURL, 5, RESOLVER, true, message(2, 0x8180, "a.example", SERVER)); // its own
    assertThat(names.find(CURL, SERVER, 1_000)).isNull();
    assertThat(heard).isEmpty();
    answer(2, "a.example");
    assertThat(names.find(CURL, SERVER, 1_000)).isNotNull();
    assertThat(heard).containsExactly("a.example of 10.96.0.10:53");
  }

  @Test
  void aQuestionIsAnsweredOnce() {
    ask(1, "a.example");
    answer(1, "a.example");
    ask(2, "b.example");
    answer(2, "b.example");
    answer(1, "a.example");
    assertThat(names.find(CURL, SERVER, 1_000)).extracting(Naming::name).isEqualTo("b.example");
  }

  @Test
  void aFailureNamesNothing() {
    ask(1, "a.example");
    take(CURL, 5, RESOLVER, false, message(1, 0x8183, "a.example", SERVER));
    assertThat(names.find(CURL, SERVER, 1_000)).isNull();
  }

  @Test
  void aProcessGoesByItsOwnName() {
    ask(1, "a.example");
    answer(1, "a.example");
    take(OTHER, 9, RESOLVER, true, message(1, 0x0100, "b.example", null));
    take(OTHER, 9, RESOLVER, false, message(1, 0x8180, "b.example", SERVER));
    assertThat(names.find(CURL, SERVER, 1_000)).extracting(Naming::name).isEqualTo("a.example");
    assertThat(names.find(new ProcessKey(42, 7, 2), SERVER, 1_000)) // after an exec
        .extracting(Naming::name)
        .isEqualTo("a.example");
    assertThat(names.find(new ProcessKey(99, 9, 1), SERVER, 1_000)) // a cache asked for it
        .extracting(Naming::name)
        .isEqualTo("b.example");
  }

  @Test
  void overTcpMessagesAreFoundInTheStream() {
    byte[] query = message(1, 0x0100, "a.example", null);
    byte[] framed = new byte[query.length + 2];
    framed[1] = (byte) query.length;
    System.arraycopy(query, 0, framed, 2, query.length);
    for (int i = 0; i < framed.length; i++) {
      names.take(
          new DnsData(
              new Header(1_000, CURL, 0, 0, 0, 0),
              new Socket(5, TCP, false, null, RESOLVER),
              true,
              100 + i,
              new byte[] {framed[i]},
              true),
          questions::add);
    }
    assertThat(questions).extracting(Naming.Question::name).containsExactly("a.example");
  }

  @Test
  void bytesThatAreNoMessageAreNothing() {
    take(CURL, 5, RESOLVER, true, new byte[] {1, 2, 3});
    assertThat(questions).isEmpty();
    ask(1, "a.example");
    assertThat(questions).hasSize(1);
  }
}
