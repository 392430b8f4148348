package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.abi.KernelEvent.DnsData;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.Naming;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions to a resolver are events, and connections carry the name that was asked for. */
final class DnsIT extends ObservedTest {

  /** Answers each A question with 127.0.0.7, after words that nobody asked for. */
  private static final String SERVER =
      """
      import socket, struct, sys, threading
      address, padding = sys.argv[1], int(sys.argv[2])
      family = socket.AF_INET6 if ':' in address else socket.AF_INET
      def end_of_name(query):
          at = 12
          while query[at]: at += query[at] + 1
          return at + 1
      def reply(query, ip, flip=0, question=None):
          question = question or query[12:end_of_name(query) + 4]
          record = b'\\xc0\\x0c\\0\\1\\0\\1\\0\\0\\0\\x09\\0\\4' + socket.inet_aton(ip)
          text = b'\\0\\0\\x10\\0\\1\\0\\0\\0\\0' + struct.pack('!H', padding) + bytes(padding)
          return (struct.pack('!6H', struct.unpack('!H', query[:2])[0] ^ flip, 0x8180, 1, 1, 0, 1)
                  + question + record + text)
      def replies(query):
          other = b'\\4evil\\7example\\0\\0\\1\\0\\1'
          return [reply(query, '127.0.0.66', flip=1), reply(query, '127.0.0.66', question=other),
                  reply(query, '127.0.0.7')]
      def datagrams(s):
          while True:
              query, peer = s.recvfrom(9000)
              for each in replies(query): s.sendto(each, peer)
      def exactly(s, n):
          data = b''
          while len(data) < n:
              more = s.recv(n - len(data))
              if not more: return None
              data += more
          return data
      def stream(s):
          while True:
              head = exactly(s, 2)
              if head is None: return
              query = exactly(s, struct.unpack('!H', head)[0])
              s.sendall(b''.join(struct.pack('!H', len(each)) + each for each in replies(query)))
      u = socket.socket(family, socket.SOCK_DGRAM)
      u.bind((address, 53))
      t = socket.socket(family)
      t.bind((address, 53))
      t.listen(9)
      threading.Thread(target=datagrams, args=(u,), daemon=True).start()
      def accepting():
          while True: threading.Thread(target=stream, args=(t.accept()[0],), daemon=True).start()
      threading.Thread(target=accepting, daemon=True).start()
      print('serving', flush=True)
      sys.stdin.readline()
      """;

  /** Asks for names, then connects to what the answers said and to what others said. */
  private static final String CLIENT =
      """
      import socket, struct, sys, time
      address, how, names = sys.argv[1], sys.argv[2], sys.argv[3].split(',')
      family = socket.AF_INET6 if ':' in address else socket.AF_INET
      def query(i, name):
          labels = b''.join(bytes([len(l)]) + l.encode() for l in name.split('.'))
          return struct.pack('!6H', 7 + i, 0x0100, 1, 0, 0, 0) + labels + b'\\0\\0\\1\\0\\1'
      queries = [query(i, name) for i, name in enumerate(names)]
      if how.startswith('udp'):
          s = socket.socket(family, socket.SOCK_DGRAM)
          if how == 'udp-connected':
              s.connect((address, 53))
              for q in queries: s.send(q)
          else:
              for q in queries: s.sendto(q, (address, 53))
          for i in range(3 * len(queries)): s.recv(9000)
      else:
          s = socket.socket(family)
          s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
          s.connect((address, 53))
          data = b''.join(struct.pack('!H', len(q)) + q for q in queries)
          if how == 'tcp-bytes':
              for i in range(len(data)): s.send(data[i:i + 1])
          else:
              s.sendall(data)
          with s.makefile('rb') as f:
              for i in range(3 * len(queries)): f.read(struct.unpack('!H', f.read(2))[0])
      for ip in ['127.0.0.7', '127.0.0.66']:
          c = socket.socket()
          c.connect_ex((ip, 9))
          c.close()
      """;

  /** Takes what it is sent over TCP, and says how much that was. */
  private static final String SINK =
      """
      import socket
      t = socket.socket()
      t.bind(('127.0.0.1', 53))
      t.listen()
      print('serving', flush=True)
      c, taken = t.accept()[0], 0
      while data := c.recv(1 << 20): taken += len(data)
      print(taken, flush=True)
      """;

  private static final String BULK =
      """
      import socket, sys
      c = socket.create_connection(('127.0.0.1', 53))
      for i in range(int(sys.argv[1]) >> 16): c.sendall(bytes(1 << 16))
      c.close()
      socket.socket().connect_ex(('127.0.0.7', 9))
      """;

  private static final int BULK_BYTES = 128 << 20;

  /** What the probe tells of DNS in 2^30 ns; see DNS_BYTES_A_SECOND. */
  private static final long MOST_A_SECOND = 4 << 20;

  @AutoClose private final Network network = Network.create("");
  @AutoClose private @Nullable Program server;

  private void serve(String address, int padding) {
    server = Program.start(network.entering(Program.python(SERVER, address, padding)));
    assertThat(server.line()).isEqualTo("serving");
  }

  private void ask(String address, String how, String names) {
    scope.start(network.entering(Program.python(CLIENT, address, how, names))).end();
  }

  private static List<String> names(List<Event> events) {
    return events.stream().map(event -> Objects.requireNonNull(event.naming()).name()).toList();
  }

  private List<Event> connects(String address) {
    return seen.events(EventType.CONNECT, 9).stream()
        .filter(event -> remote(event).address().toString().equals(address))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, udp, 0",
    "127.0.0.1, udp-connected, 700",
    "::1, udp, 3000",
    "127.0.0.1, tcp, 0",
    "127.0.0.1, tcp-bytes, 20",
    "::1, tcp, 5000"
  })
  void aConnectionCarriesTheNameThatWasAskedFor(String address, String how, int padding) {
    serve(address, padding);
    ask(address, how, "API.Payments.example");

    List<Event> asked = seen.events(EventType.DNS_QUERY);
    assertThat(names(asked)).containsExactly("api.payments.example");
    Event question = asked.getFirst();
    assertThat(((Naming.Question) Objects.requireNonNull(question.naming())).type()).isEqualTo("A");
    assertThat(remote(question).address()).hasToString(address);
    assertThat(owner(question).name()).startsWith("python3");

    assertThat(names(connects("127.0.0.7"))).containsExactly("api.payments.example");
    assertThat(connects("127.0.0.66")).singleElement().extracting(Event::naming).isNull();
  }

  @ParameterizedTest
  @CsvSource({"udp", "tcp", "tcp-bytes"})
  void eachOfSeveralQuestionsIsAnEvent(String how) {
    serve("127.0.0.1", 0);
    ask("127.0.0.1", how, "a.example,b.example,c.example");
    assertThat(names(seen.events(EventType.DNS_QUERY)))
        .containsExactly("a.example", "b.example", "c.example");
    assertThat(names(connects("127.0.0.7"))).containsExactly("c.example");
  }

  @Test
  void bulkThroughItsPortCostsNoOtherEvent() {
    Program sink = Program.start(network.entering(Program.python(SINK)));
    server = sink;
    assertThat(sink.line()).isEqualTo("serving");
    scope.start(network.entering(Program.python(BULK, BULK_BYTES))).end();
    assertThat(sink.number()).isEqualTo(BULK_BYTES);

    assertThat(connects("127.0.0.7")).hasSize(1);
    assertThat(seen.lost("dns")).isPositive();
    assertThat(seen.counters().lost())
        .allSatisfy((kind, lost) -> assertThat(kind.equals("dns") ? 0 : lost).isZero());
    // A record may be told in the second behind the one that it was counted in.
    assertThat(
            seen.records(DnsData.class).stream()
                .collect(
                    Collectors.groupingBy(
                        data -> data.header().timeNanos() >> 30,
                        Collectors.summingLong(data -> data.data().length)))
                .values())
        .allMatch(bytes -> bytes <= MOST_A_SECOND + (1 << 16));
  }

  @Test
  void aServerOfNamesIsNoClient() {
    Program inside = scope.start(network.entering(Program.python(SERVER, "127.0.0.1", 0)));
    assertThat(inside.line()).isEqualTo("serving");
    Program.start(network.entering(Program.python(CLIENT, "127.0.0.1", "udp", "a.example"))).end();
    inside.go();
    inside.end();
    assertThat(seen.events(EventType.DNS_QUERY)).isEmpty();
  }
}
