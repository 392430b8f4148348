package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code postern run}: real programs look a name up, and everything says which it was. */
@LabTest
class RunNamesIT {

  private static final String RULES =
      """
      - rule: Asks
        desc: d
        condition: evt.type = dns_query
        output: "asks %dns.type %dns.question of %fd.sip"
        priority: NOTICE
      - rule: Goes
        desc: d
        condition: evt.type = connect and fd.sip.name = cart.shop.svc.cluster.local
        output: "%proc.name goes to %k8s.dst.service in %k8s.dst.ns by %dns.question"
        priority: NOTICE
      """;

  /** Knows one name, and serves HTTP at its address. */
  private static final String SERVER =
      """
      import http.server, socket, socketserver, struct, threading
      u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      u.bind(('127.0.0.1', 53))
      class Hello(http.server.BaseHTTPRequestHandler):
          def do_GET(self):
              self.send_response(200)
              self.send_header('Content-Length', '6')
              self.end_headers()
              self.wfile.write(b'hello\\n')
          def log_message(self, *_): pass
      web = socketserver.TCPServer(('127.0.0.7', 8080), Hello)
      threading.Thread(target=web.serve_forever, daemon=True).start()
      while True:
          query, peer = u.recvfrom(9000)
          at, labels = 12, []
          while query[at]:
              labels.append(query[at + 1:at + 1 + query[at]].decode().lower())
              at += query[at] + 1
          known = '.'.join(labels) == 'cart.shop.svc.cluster.local'
          record = b''
          if known and query[at + 1:at + 3] == b'\\0\\1':
              record = b'\\xc0\\x0c\\0\\1\\0\\1\\0\\0\\0\\x1e\\0\\4\\x7f\\0\\0\\7'
          u.sendto(query[:2] + struct.pack('!5H', 0x8180 | (0 if known else 3), 1,
                                           1 if record else 0, 0, 0)
                   + query[12:at + 5] + record, peer)
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec curl -s http://cart:8080/",
        "exec python3 -c \"import urllib.request as u;"
            + " print(u.urlopen('http://cart:8080/').read().decode(), end='')\""
      })
  void aLookupNamesTheConnectionThatFollows(String client) throws IOException {
    Files.writeString(folder.resolve("rules.yaml"), RULES);
    Files.writeString(folder.resolve("server.py"), SERVER);
    Files.writeString(
        folder.resolve("resolv.conf"),
        "nameserver 127.0.0.1\nsearch shop.svc.cluster.local svc.cluster.local\noptions ndots:5\n");
    List<String> prefix = new ArrayList<>(List.of("unshare", "--net"));
    prefix.addAll(
        PrivateMachine.with(
            """
            ip link set lo up
            mount --bind resolv.conf /etc/resolv.conf
            setpriv --pdeathsig KILL python3 -SE server.py &
            for i in $(seq 200); do
              if ss -Hltn src 127.0.0.7:8080 | grep -q .; then break; fi
              sleep 0.05
            done\
            """));
    try (PosternProcess postern =
        PosternProcess.within(
            prefix, folder, Map.of(), "run", "--rules", "rules.yaml", "--", "sh", "-c", client)) {
      CommandResult result = postern.await().orThrow();
      assertThat(result.output()).isEqualTo("hello\n");
      assertThat(result.errors())
          .contains("asks A cart.shop.svc.cluster.local of 127.0.0.1")
          .containsPattern("(curl|python3\\S*) goes to cart in shop by cart.shop.svc.cluster.local")
          .containsPattern(
              "-> +127\\.0\\.0\\.7 +8080 +tcp +1 .* cart\\.shop\\.svc\\.cluster\\.local");
    }
  }
}
