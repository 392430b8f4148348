package dev.postern.enforce;

import dev.postern.event.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whom the sockets of a network namespace are connected to. */
final class OpenConnections {

  /** This process' own network namespace, which in a pod is that of all containers. */
  static final OpenConnections HERE = new OpenConnections(Path.of("/proc/self/net"));

  private static final List<String> TABLES = List.of("tcp", "tcp6", "udp", "udp6");

  /** `sl local_address rem_address st`, the state in hexadecimal (proc(5)). */
  private static final int REMOTE = 2;

  private static final int STATE = 3;

  /** ESTABLISHED, which connected sockets of UDP are in too, SYN_SENT and CLOSE_WAIT. */
  private static final Set<String> OPEN = Set.of("01", "02", "08");

  private final Path folder;

  OpenConnections(Path folder) {
    this.folder = folder;
  }

  /**
   * The addresses of the other ends.
   *
   * @throws IOException when the kernel's tables cannot be read
   */
  Set<IpAddress> peers() throws IOException {
    Set<IpAddress> peers = new HashSet<>();
    for (String table : TABLES) {
      Path file = folder.resolve(table);
      if (Files.exists(file)) { // a kernel without IPv6 has no tables of it
        read(file, peers);
      }
    }
    return peers;
  }

  private static void read(Path file, Set<IpAddress> peers) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      lines.readLine(); // headings
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        IpAddress peer = peer(line);
        if (peer != null) {
          peers.add(peer);
        }
      }
    }
  }

  private static @Nullable IpAddress peer(String line) {
    String[] words = line.strip().split(" +", -1);
    if (words.length <= STATE || !OPEN.contains(words[STATE])) {
      return null;
    }
    String remote = words[REMOTE];
    return address(remote.substring(0, remote.indexOf(':')));
  }

  /** Words of 32 bits, each in the machine's byte order. */
  private static IpAddress address(String hex) {
    ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    ByteBuffer bytes = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
    while (words.hasRemaining()) {
      bytes.putInt(words.getInt());
    }
    bytes.flip().order(ByteOrder.BIG_ENDIAN);
    return bytes.capacity() == Integer.BYTES
        ? IpAddress.v4(bytes.getInt())
        : new IpAddress(bytes.getLong(), bytes.getLong());
  }
}
