package dev.postern.probe;

import dev.postern.abi.Layout;
import dev.postern.event.Endpoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the sidecar may go under every policy, over TCP and UDP. */
final class OwnDestinations {

  private static final int ADDRESS_BYTES = 16;
  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_UDP = 17;

  private final BpfMap map;
  private final Layout layout;

  OwnDestinations(BpfObject object, Layout layout) {
    this.layout = layout;
    map = object.map("own_destinations", layout.size("own_destination"), Byte.BYTES);
  }

  void replace(Set<Endpoint> destinations) {
    map.replaceKeys(destinations.stream().flatMap(this::keys).toList());
  }

  private Stream<ByteBuffer> keys(Endpoint destination) {
    return IntStream.of(IPPROTO_TCP, IPPROTO_UDP).mapToObj(each -> key(destination, each));
  }

  private ByteBuffer key(Endpoint destination, int protocol) {
    ByteBuffer key = BpfMap.buffer(layout.size("own_destination"));
    int addressAt = layout.offset("own_destination.address", ADDRESS_BYTES);
    ByteBuffer address = key.duplicate().order(ByteOrder.BIG_ENDIAN);
    address.putLong(addressAt, destination.address().high());
    address.putLong(addressAt + Long.BYTES, destination.address().low());
    key.putShort(layout.offset("own_destination.port", Short.BYTES), (short) destination.port());
    key.putShort(layout.offset("own_destination.protocol", Short.BYTES), (short) protocol);
    return key;
  }
}
