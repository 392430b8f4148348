package dev.postern.bypass;

import dev.postern.lab.LabException;
import dev.postern.lab.NetworkNamespace;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A host behind the outside, at the end of a link with a small MTU: what the scope sends there in
 * full size comes back as an error, from which its kernel must learn.
 *
 * @param world behind which it is
 * @param host the far end
 */
record NarrowPath(World world, NetworkNamespace host) implements Closeable {

  private static final String OUTSIDE =
      """
      echo 1 > /proc/sys/net/ipv4/ip_forward
      echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
      ip link add far0 type veth peer name eth0 netns "$1"
      ip link set far0 mtu 1300
      ip addr add 10.9.1.1/24 dev far0
      ip addr add 2001:db8:9::1/64 dev far0 nodad
      ip link set far0 up
      """;

  private static final String HOST =
      """
      echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad
      ip link set lo up
      ip addr add 10.9.1.2/24 dev eth0
      ip addr add 2001:db8:9::2/64 dev eth0 nodad
      ip link set eth0 up
      ip route add default via 10.9.1.1
      ip -6 route add default via 2001:db8:9::1
      """;

  /** The far end offers segments of full size, so that only the error can tell. */
  static NarrowPath behind(World world) throws IOException {
    NetworkNamespace host = NetworkNamespace.create();
    try {
      world.network().outside().run(OUTSIDE, String.valueOf(host.pid()));
      host.run(HOST);
      return new NarrowPath(world, host);
    } catch (IOException | RuntimeException e) {
      host.close();
      throw e;
    }
  }

  Actor start(List<String> command) {
    try {
      return Actor.start(host.entering(command));
    } catch (IOException e) {
      throw new LabException("cannot start " + command, e);
    }
  }

  /** The link goes with its far end. */
  @Override
  public void close() throws IOException {
    world.network().outside().run("ip link del far0");
    host.close();
  }
}
