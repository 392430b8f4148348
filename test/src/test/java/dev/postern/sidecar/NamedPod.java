package dev.postern.sidecar;

import dev.postern.kernel.Program;
import dev.postern.lab.NetworkNamespace;
import dev.postern.run.PosternProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A scope with a network of its own, in which a resolver knows some names and writes down what it
 * is asked, and two of the addresses that it answers with take connections.
 */
final class NamedPod implements AutoCloseable {

  private static final String ZONE =
      """
      web.example 192.0.2.80
      other.example 192.0.2.81
      db.example 10.1.1.1
      meta.example 169.254.169.254
      both.example 192.0.2.81,169.254.169.254
      cart.shop.svc.cluster.local 10.96.0.40
      """;

  private static final String RESOLVER =
      """
      import socket, socketserver, struct, threading
      zone = dict(line.split() for line in open('zone'))
      asked = open('asked', 'a', buffering=1)
      class Absorb(socketserver.BaseRequestHandler):
          def handle(self): self.request.recv(1)
      for host in ('192.0.2.80', '192.0.2.81'):
          server = socketserver.ThreadingTCPServer((host, 80), Absorb)
          threading.Thread(target=server.serve_forever, daemon=True).start()
      u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      u.bind(('192.0.2.53', 53))
      print('serving', flush=True)
      while True:
          query, peer = u.recvfrom(9000)
          at, labels = 12, []
          while query[at]:
              labels.append(query[at + 1:at + 1 + query[at]].decode())
              at += query[at] + 1
          name = '.'.join(labels)
          print(name, file=asked)
          answers = [b'\\xc0\\x0c\\0\\1\\0\\1\\0\\0\\0\\1\\0\\4' + socket.inet_aton(each)
                     for each in zone.get(name, '').split(',') if each]
          head = struct.pack('!5H', 0x8180 | (0 if answers else 3), 1, len(answers), 0, 0)
          u.sendto(query[:2] + head + query[12:at + 5] + b''.join(answers), peer)
      """;

  /** For each line: asks for a name, connects, or connects and stays so; says what came of it. */
  private static final String CLIENT =
      """
      import socket, struct, sys
      def resolve(name):
          labels = b''.join(bytes([len(l)]) + l.encode() for l in name.split('.'))
          query = struct.pack('!6H', 7, 0x0100, 1, 0, 0, 0) + labels + b'\\0\\0\\1\\0\\1'
          with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
              s.settimeout(9)
              s.connect(('192.0.2.53', 53))
              try:
                  s.send(query)
                  answer = s.recv(9000)
              except OSError as e: return 'error %d' % e.errno
          code, count = answer[3] & 15, struct.unpack('!H', answer[6:8])[0]
          at = len(query)
          return 'code %d' % code if code else ' '.join(
              socket.inet_ntoa(answer[at + 12 + 16 * i:at + 16 + 16 * i]) for i in range(count))
      held = {}
      def connect(address):
          s = held[address] = socket.socket()
          return s.connect_ex((address, 80))
      def drop(address):
          held.pop(address).close()
      def trial(address):
          with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s: return s.connect_ex((address, 80))
      def datagram(address):
          with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
              s.connect((address, 80))
              try: return s.send(b'x')
              except OSError as e: return 'error %d' % e.errno
      def once(address):
          with socket.socket() as s: return s.connect_ex((address, 80))
      for line in iter(sys.stdin.readline, ''):
          what, of = line.split()
          print(globals()[what](of), flush=True)
      """;

  private static final String POLICY =
      """
      apiVersion: postern.dev/v1alpha1
      kind: EgressPolicy
      metadata: {name: named, namespace: shop}
      spec:
        mode: Enforce
        allow:
        - to: [{fqdn: web.example}, {fqdn: other.example}, {fqdn: both.example}, {fqdn: meta.example}]
          ports: [{port: 80}]
        - to: [{fqdn: db.example}]
          ports: [{port: 80}]
        - to: [{service: {name: cart}}]
          ports: [{port: 80}]
      """;

  private static final String RULE =
      """
      - rule: Refused
        desc: whatever a policy refuses
        condition: evt.type in (connection_blocked, dns_query) and postern.verdict exists
        output: "%evt.type %fd.rip %dns.question (%postern.verdict: %postern.reason)"
        priority: NOTICE
      """;

  private final Path folder;
  private final WatchedScope scope = WatchedScope.create();
  private final PinsFolder pins = PinsFolder.of(scope);
  private final NetworkNamespace network = NetworkNamespace.create();
  private final Program resolver;

  NamedPod(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Files.writeString(folder.resolve("rules.yaml"), RULE);
    Files.writeString(folder.resolve("zone"), ZONE);
    Files.writeString(folder.resolve("resolv.conf"), "nameserver 192.0.2.53\n");
    network.run(
        """
        ip link set lo up
        ip address add 192.0.2.53/32 dev lo
        ip address add 192.0.2.80/32 dev lo
        ip address add 192.0.2.81/32 dev lo
        """);
    resolver =
        Program.start(
            network.entering(List.of("env", "-C", folder.toString(), "python3", "-SEc", RESOLVER)));
    resolver.line();
  }

  WatchedScope scope() {
    return scope;
  }

  /** A program in a cgroup for {@link #ask}. */
  Program client(WatchedScope cgroup) {
    return cgroup.start(network.entering(Program.python(CLIENT)));
  }

  /** What a client says to a line. */
  static String ask(Program client, String line) {
    client.say(line);
    return client.line();
  }

  /** What has reached the resolver. */
  List<String> asked() throws IOException {
    return Files.readAllLines(folder.resolve("asked"));
  }

  /** What a sidecar with {@code --metrics 127.0.0.1:9464} serves. */
  String metrics() throws IOException {
    String ask =
        "import urllib.request as u;"
            + " print(u.urlopen('http://127.0.0.1:9464/metrics').read().decode())";
    return WatchedScope.run(network.entering(Program.python(ask))).orThrow().output();
  }

  void replaceInPolicy(String what, String by) throws IOException {
    Path file = folder.resolve("policy.yaml");
    Files.writeString(file, Files.readString(file).replace(what, by));
  }

  /** A sidecar outside the scope, in its network; not waited for. */
  PosternProcess start(String... more) {
    return start(network.entering(List.of()), more);
  }

  /** One in a cgroup. */
  PosternProcess startIn(WatchedScope cgroup, String... more) {
    return start(cgroup.joining(network.entering(List.of()).toArray(String[]::new)), more);
  }

  /** One that watches when this returns. */
  PosternProcess watching(String... more) {
    PosternProcess sidecar = start(more);
    sidecar.awaitErrors("postern: watching ");
    return sidecar;
  }

  private PosternProcess start(List<String> prefix, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "sidecar",
                "--cgroup",
                scope.path().toString(),
                "--rules",
                "rules.yaml",
                "--policy",
                "policy.yaml",
                "--pins",
                pins.path().toString(),
                "--resolv-conf",
                "resolv.conf",
                "--format",
                "text",
                "--reload-seconds",
                "1"));
    arguments.addAll(List.of(more));
    return PosternProcess.within(prefix, folder, Map.of(), arguments.toArray(String[]::new));
  }

  @Override
  public void close() throws IOException {
    scope.close();
    pins.close();
    resolver.close();
    network.close();
  }
}
