package dev.postern.probe;

import dev.postern.abi.Layout;
import dev.postern.event.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Names that resolvers gave addresses, kept in the kernel for the sidecar after this one. For one
 * thread at a time.
 */
public final class LearnedNames {

  /** Gets what is kept. */
  @FunctionalInterface
  public interface Reader {

    /**
     * One name of one address.
     *
     * @param untilMillis as {@link BootClock#nowMillis()}
     */
    void read(IpAddress address, String name, long untilMillis);
  }

  private static final int ADDRESS_BYTES = 16;

  private final BpfMap map;
  private final int addressAt;
  private final int nameAt;
  private final int nameBytes;
  private final ByteBuffer key;
  private final ByteBuffer until = BpfMap.buffer(Long.BYTES);

  LearnedNames(BpfObject object, Layout layout) {
    int bytes = layout.size("learned_name");
    map = object.map("learned_names", bytes, Long.BYTES);
    key = BpfMap.buffer(bytes);
    addressAt = layout.offset("learned_name.address", ADDRESS_BYTES);
    nameBytes = bytes - ADDRESS_BYTES;
    nameAt = layout.offset("learned_name.name", nameBytes);
  }

  /**
   * Keeps a name, or keeps it until another time.
   *
   * @param name at most 255 bytes
   * @param untilMillis as {@link BootClock#nowMillis()}
   * @throws ProbeException when the kernel has no room for it
   */
  public void keep(IpAddress address, String name, long untilMillis) {
    until.putLong(0, untilMillis);
    map.put(key(address, name), until);
  }

  public void forget(IpAddress address, String name) {
    map.remove(key(address, name));
  }

  /** Reads all of them. */
  public void read(Reader reader) {
    byte[] name = new byte[nameBytes];
    for (ByteBuffer each : map.keys()) {
      if (map.get(each, until)) {
        ByteBuffer address = each.duplicate().order(ByteOrder.BIG_ENDIAN);
        each.get(nameAt, name);
        reader.read(
            new IpAddress(address.getLong(addressAt), address.getLong(addressAt + Long.BYTES)),
            new String(name, StandardCharsets.ISO_8859_1).trim(),
            until.getLong(0));
      }
    }
  }

  private ByteBuffer key(IpAddress address, String name) {
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    key.put(nameAt, new byte[nameBytes]);
    key.put(nameAt, text);
    ByteBuffer bytes = key.duplicate().order(ByteOrder.BIG_ENDIAN);
    bytes.putLong(addressAt, address.high());
    bytes.putLong(addressAt + Long.BYTES, address.low());
    return key;
  }
}
