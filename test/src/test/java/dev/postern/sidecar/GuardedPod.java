package dev.postern.sidecar;

import dev.postern.kernel.Program;
import dev.postern.lab.NetworkNamespace;
import dev.postern.run.PosternProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A scope with a network of its own, in which a sidecar serves metrics on every address. A policy
 * allows all of them, so that nothing but the sidecar's ports can be refused.
 */
final class GuardedPod implements AutoCloseable {

  static final int PORT = 9464;

  /** Not there before {@link #addAddress}. */
  static final String LATER = "198.51.100.7";

  /** Loopback in all its forms and the network's own addresses. */
  private static final List<String> ADDRESSES =
      List.of(
          "127.0.0.1",
          "127.1.2.3",
          "0.0.0.0",
          "192.0.2.1",
          "::1",
          "::",
          "2001:db8::1",
          "::ffff:127.0.0.1",
          "::ffff:0.0.0.0",
          "::ffff:192.0.2.1");

  /** For each line: tries it, or everything, on each address and says the errors as JSON. */
  private static final String TRY =
      """
      import json, socket, sys
      port, hosts = int(sys.argv[1]), sys.argv[2:]
      def error(act):
          try: act()
          except OSError as e: return e.errno
          return 0
      for line in iter(sys.stdin.readline, ''):
          said = {}
          for host in hosts:
              family = socket.AF_INET6 if ':' in host else socket.AF_INET
              for kind, name in ((socket.SOCK_STREAM, 'tcp'), (socket.SOCK_DGRAM, 'udp')):
                  for act in ('connect', 'bind', 'sendto'):
                      what = name + ' ' + act
                      if what == 'tcp sendto' or line.strip() not in (what, ''): continue
                      with socket.socket(family, kind) as s:
                          call = getattr(s, act)
                          to = (b'x', (host, port)) if act == 'sendto' else ((host, port),)
                          said[what + ' ' + host] = error(lambda: call(*to))
          print(json.dumps(said), flush=True)
      """;

  private static final String POLICY =
      """
      apiVersion: postern.dev/v1alpha1
      kind: EgressPolicy
      metadata: {name: here, namespace: test}
      spec:
        mode: Enforce
        allow:
        - {name: v4, to: [{cidr: 192.0.2.0/24}, {cidr: 198.51.100.0/24}], ports: any}
        - {name: v6, to: [{cidr: "2001:db8::/32"}], ports: any}
      """;

  private static final String RULE =
      """
      - rule: Refused
        desc: whatever a policy refuses
        condition: evt.type = connection_blocked
        output: "refused %proc.name %fd.name (%evt.res %postern.verdict: %postern.reason)"
        priority: NOTICE
      """;

  private final Path folder;
  private final WatchedScope scope = WatchedScope.create();
  private final PinsFolder pins = PinsFolder.of(scope);
  private final NetworkNamespace network = NetworkNamespace.create();

  GuardedPod(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Files.writeString(folder.resolve("rules.yaml"), RULE);
    network.run(
        """
        ip link set lo up
        ip address add 192.0.2.1/32 dev lo
        ip address add 2001:db8::1/128 dev lo nodad
        """);
  }

  WatchedScope scope() {
    return scope;
  }

  /** A cgroup inside, as a container has. */
  WatchedScope container(String name) throws IOException {
    return scope.child(name);
  }

  /** Somebody outside the scope who has the port. */
  Program holder() {
    String hold =
        "import socket; s = socket.create_server(('', %d)); print('held', flush=True); input()"
            .formatted(PORT);
    Program holder = Program.start(network.entering(Program.python(hold)));
    holder.line();
    return holder;
  }

  Path pins() {
    return pins.path();
  }

  void removeAddress() throws IOException {
    network.run("ip address del " + LATER + "/32 dev lo");
  }

  void addAddress() throws IOException {
    network.run("ip address add " + LATER + "/32 dev lo");
  }

  /** A sidecar outside the scope. */
  PosternProcess sidecar(String... more) {
    return sidecar(network.entering(List.of()), more);
  }

  /** A sidecar in a cgroup. */
  PosternProcess sidecarIn(WatchedScope cgroup, String... more) {
    String[] entering = network.entering(List.of()).toArray(String[]::new);
    return sidecar(cgroup.joining(entering), more);
  }

  private PosternProcess sidecar(List<String> prefix, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "sidecar",
                "--cgroup",
                scope.path().toString(),
                "--rules",
                "rules.yaml",
                "--format",
                "text",
                "--metrics",
                ":" + PORT));
    arguments.addAll(List.of(more));
    PosternProcess sidecar =
        PosternProcess.within(prefix, folder, Map.of(), arguments.toArray(String[]::new));
    sidecar.awaitErrors("postern: watching ");
    return sidecar;
  }

  /** The options that put the scope under the policy. */
  String[] underPolicy(String mode) {
    return new String[] {
      "--policy", "policy.yaml", "--mode", mode, "--pins", pins.path().toString()
    };
  }

  /** A program in a cgroup for {@link #said}, which tries every address. */
  Program attempts(WatchedScope cgroup) {
    return attempts(cgroup, ADDRESSES);
  }

  Program attempts(WatchedScope cgroup, List<String> addresses) {
    return cgroup.start(network.entering(attempt(addresses)));
  }

  /** One in a network namespace that has nothing to do with the sidecar's. */
  Program attemptsElsewhere() {
    List<String> command = new ArrayList<>(List.of("unshare", "--net"));
    command.addAll(attempt(ADDRESSES.subList(0, 2)));
    return scope.start(command);
  }

  private static List<String> attempt(List<String> addresses) {
    List<Object> arguments = new ArrayList<>(List.of(PORT));
    arguments.addAll(addresses);
    return Program.python(TRY, arguments.toArray());
  }

  /** What the next round of attempts came to, by what was tried: the errors there were. */
  static Map<String, Set<Integer>> said(Program attempts) {
    return said(attempts, "");
  }

  /** The same of one of them. */
  static Map<String, Set<Integer>> said(Program attempts, String what) {
    attempts.say(what);
    return new JsonObject(attempts.line())
        .stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.getKey().substring(0, each.getKey().lastIndexOf(' ')),
                    Collectors.mapping(each -> (Integer) each.getValue(), Collectors.toSet())));
  }

  /** Whether the sidecar serves a page, asked from outside the scope in its network. */
  boolean isServed(String address, String page) throws IOException {
    String ask =
        "import urllib.request as u; print(u.urlopen('http://%s:%d%s').status)"
            .formatted(address, PORT, page);
    return WatchedScope.run(network.entering(Program.python(ask))).output().equals("200\n");
  }

  @Override
  public void close() throws IOException {
    scope.close();
    pins.close();
    network.close();
  }
}
