package dev.postern.bypass;

import dev.postern.lab.NetworkNamespace;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A DNS server that answers at every address outside and keeps what it hears. One of the addresses
 * is the resolver that the sidecar asks; at the others it is a stranger's.
 */
final class Resolver implements Closeable {

  static final String ADDRESS = "198.51.100.53";

  /** The node's, as the sidecar is told. */
  static final String NODE = "198.51.100.77";

  private static final InetAddress OWN = Target.address(ADDRESS);
  private static final int PORT = 53;

  private final Actor server;
  private final Path conf;

  private Resolver(Actor server, Path conf) {
    this.server = server;
    this.conf = conf;
  }

  static Resolver start(NetworkNamespace outside, Testers testers) throws IOException {
    Path conf = testers.folder().resolve("resolv.conf");
    Files.writeString(conf, "nameserver " + ADDRESS + "\n");
    Actor server = Actor.start(outside.entering(testers.command("resolver.py")));
    try {
      server.awaitReady("ready");
      return new Resolver(server, conf);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Of a sidecar that is to ask it. */
  List<String> options() {
    return List.of("--resolv-conf", conf.toString(), "--node-ip", NODE);
  }

  /** Whether a packet is a question to it, or part of one. */
  static boolean isAsked(Packet packet) {
    return packet.isIp()
        && packet.destination().equals(OWN)
        && (packet.protocol() == Packet.TCP || packet.protocol() == Packet.UDP)
        && packet.port() == PORT;
  }

  /** What it was sent, at any address, with a text in it. */
  Optional<String> heard(String text) {
    return server.said(text);
  }

  /** Every question so far: the address it was asked at, the protocol, the name and the type. */
  List<String> asked() {
    return server.said().stream()
        .filter(line -> line.startsWith("asked "))
        .map(line -> line.substring("asked ".length()))
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
