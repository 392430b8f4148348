package dev.postern.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of a test's own, all of it on loopback: a resolver that the test's {@code resolv.conf}
 * names, another that it does not, and an HTTP server at every address ({@code resolver.py}). What
 * they see is the judge of what came out.
 */
final class NamedNetwork {

  /** Resolvers that are in no {@code resolv.conf}. */
  private static final List<String> FOREIGN = List.of("192.0.2.66", "2001:db8::66", "127.0.0.53");

  /** Has a name tried with each suffix before it is tried as it is, as pods do. */
  private static final String RESOLV_CONF =
      """
      nameserver 192.0.2.53
      search shop.svc.cluster.local svc.cluster.local cluster.local
      options ndots:5 timeout:1 attempts:1
      """;

  private static final String POLICY =
      """
      apiVersion: postern.dev/v1alpha1
      kind: EgressPolicy
      metadata: {name: named, namespace: shop}
      spec:
        mode: MODE
        allow:
        - name: shop
          to: [{fqdn: "*.shop.example"}]
          ports: [{port: 8080}]
      """;

  private static final String MACHINE =
      """
      ip link set lo up
      ip address add 192.0.2.1/24 dev lo
      ip address add 198.51.100.1/24 dev lo
      ip address add 2001:db8::66/128 dev lo nodad
      ip -6 route add local 2001:db8::/64 dev lo
      mount --bind resolv.conf /etc/resolv.conf
      setpriv --pdeathsig KILL /usr/bin/python3 -SE resolver.py 192.0.2.53 192.0.2.66 2001:db8::66 127.0.0.53 >resolver.log 2>&1 &
      for i in $(seq 400); do
        if [ -e ready ]; then break; fi
        sleep 0.02
      done
      [ -e ready ] || { cat resolver.log; exit 1; } >&2\
      """;

  private final Path folder;

  private NamedNetwork(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes what it takes; {@link #prefix} makes it.
   *
   * @param mode of a policy that allows port 8080 of names below {@code shop.example}
   * @param zone lines of what the resolvers know
   */
  static NamedNetwork in(Path folder, String mode, List<String> zone) throws IOException {
    Files.write(folder.resolve("zone"), zone);
    Files.writeString(folder.resolve("seen"), "");
    Files.writeString(folder.resolve("resolv.conf"), RESOLV_CONF);
    NamedNetwork network = new NamedNetwork(folder);
    network.govern(mode);
    network.bring("resolver.py");
    return network;
  }

  /** Writes the policy, in another mode. */
  void govern(String mode) throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), POLICY.replace("MODE", mode));
  }

  /** Puts a program of these tests into the folder. */
  void bring(String name) throws IOException {
    try (InputStream in = NamedNetwork.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("not on the class path: " + name);
      }
      Files.copy(in, folder.resolve(name));
    }
  }

  Path folder() {
    return folder;
  }

  /** The command that makes the network and then becomes what follows it. */
  List<String> prefix() {
    List<String> prefix = new ArrayList<>(List.of("unshare", "--net"));
    prefix.addAll(PrivateMachine.with(MACHINE));
    return prefix;
  }

  /** Questions for names that contain {@code text}, each as {@code 192.0.2.53 udp name TYPE}. */
  List<String> asked(String text) {
    return seen().stream().filter(line -> line.contains(text)).toList();
  }

  /** Questions that came to where nobody may ask. */
  List<String> strayed() {
    return seen().stream()
        .filter(line -> FOREIGN.stream().anyMatch(address -> line.startsWith(address + " ")))
        .toList();
  }

  /** Whether somebody came to the HTTP server at an address. */
  boolean greetedBy(String address) {
    return seen().contains(address + " greeted");
  }

  private List<String> seen() {
    try {
      return Files.readAllLines(folder.resolve("seen"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
