package dev.postern.probe;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ports that are the sidecar's own, and the addresses by which they can be reached from inside.
 * For one thread at a time.
 */
final class PortGuard {

  private static final int ADDRESS_BYTES = 16;

  /** Where an IPv4 address begins in its IPv4-mapped form (RFC 4291 section 2.5.5.2). */
  private static final int V4_AT = 12;

  private final BpfMap ports;
  private final BpfMap addresses;
  private final int mostAddresses;
  private Set<ByteBuffer> known = Set.of();
  private boolean guards;

  PortGuard(BpfObject object) {
    ports = object.map("own_ports", Short.BYTES, Byte.BYTES);
    addresses = object.map("own_addresses", ADDRESS_BYTES, Byte.BYTES);
    mostAddresses = object.maxEntries("own_addresses");
  }

  /** From now on these ports are the sidecar's, and those before no longer. */
  void guard(Set<Integer> wanted) {
    guards = !wanted.isEmpty();
    refresh();
    ports.replaceKeys(
        wanted.stream()
            .map(port -> BpfMap.buffer(Short.BYTES).putShort(0, port.shortValue()))
            .toList());
  }

  /** Takes in addresses that this network namespace has got since. */
  void refresh() {
    if (!guards) {
      return;
    }
    Set<ByteBuffer> now = ofThisNetwork().limit(mostAddresses).collect(Collectors.toSet());
    if (!now.equals(known)) {
      addresses.replaceKeys(now);
      known = now;
    }
  }

  /** Without loopback's, which the probe knows. */
  private static Stream<ByteBuffer> ofThisNetwork() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress())
          .map(PortGuard::key)
          .distinct();
    } catch (SocketException e) {
      throw new ProbeException(
          "the addresses of this network namespace cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static ByteBuffer key(InetAddress address) {
    ByteBuffer key = BpfMap.buffer(ADDRESS_BYTES);
    if (address instanceof Inet4Address) {
      key.put(V4_AT - 2, (byte) 0xff).put(V4_AT - 1, (byte) 0xff).put(V4_AT, address.getAddress());
    } else {
      key.put(0, address.getAddress());
    }
    return key;
  }
}
