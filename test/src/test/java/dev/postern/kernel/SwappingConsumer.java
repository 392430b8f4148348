package dev.postern.kernel;

import dev.postern.abi.KernelEvent;
import dev.postern.abi.KernelEvent.Act;
import dev.postern.abi.KernelEvent.Blocked;
import dev.postern.abi.KernelEvent.SocketUse;
import dev.postern.abi.KernelEvent.SocketUsed;
import dev.postern.event.Cidr;
import dev.postern.policy.Mode;
import dev.postern.policy.Protocol;
import dev.postern.policy.image.Allowance;
import dev.postern.policy.image.Destination;
import dev.postern.policy.image.PolicyImage;
import dev.postern.probe.PolicyTerms;
import dev.postern.probe.Probe;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A program that goes on with a scope's pins, swaps two policies as fast as it can, and writes down
 * every connect that it is told of: to be killed at any moment. Both policies allow {@link
 * #ALLOWED} at {@link #PORT}, and neither allows anything else that is asked for.
 */
final class SwappingConsumer {

  static final String ALLOWED = "192.0.2.1";
  static final String FORBIDDEN = "198.51.100.7";
  static final int PORT = 7070;

  /** Told: a connect that was let through, as this byte and the socket's cookie. */
  static final byte CONNECTED = 'C';

  /** Told: one that was refused. */
  static final byte REFUSED = 'R';

  static final int TOLD_BYTES = 1 + Long.BYTES;

  private static final int RING_BYTES = 32 << 20;
  private static final PolicyTerms TERMS = new PolicyTerms(111, Set.of(), 0);
  private static final int MORE_ENTRIES = 400;

  private final Probe probe;
  private final FileChannel told;
  private final FileChannel swaps;
  private final int last;
  private final ByteBuffer line = ByteBuffer.allocate(TOLD_BYTES);
  private int tellings;

  private SwappingConsumer(Probe probe, FileChannel told, FileChannel swaps, int last) {
    this.probe = probe;
    this.told = told;
    this.swaps = swaps;
    this.last = last;
  }

  /**
   * Goes on with whatever is there.
   *
   * @param arguments the scope's cgroup; a folder for pins; a file to append to what is told; a
   *     file to append a byte to for every swap; how many swaps to make before ending well, which
   *     prints how many events were lost and removes the pins; and which event told is the last,
   *     after which it ends at once
   */
  public static void main(String[] arguments) throws IOException {
    Probe probe = Probe.attach(Path.of(arguments[0]), RING_BYTES, Path.of(arguments[1]));
    probe.want(Set.of());
    new SwappingConsumer(
            probe, appending(arguments[2]), appending(arguments[3]), Integer.parseInt(arguments[5]))
        .run(Integer.parseInt(arguments[4]));
  }

  private static FileChannel appending(String file) throws IOException {
    return FileChannel.open(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void run(int most) throws IOException {
    MultiThreadIoEventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    probe.read(loops.next(), this::tell, () -> {}).join();
    List<PolicyImage> policies = List.of(policy(0), policy(MORE_ENTRIES));
    for (int swap = 0; swap < most; swap++) {
      probe.policy().draft(policies.get(swap % policies.size()), TERMS).putInForce(_ -> {});
      swaps.write(ByteBuffer.wrap(new byte[1]));
    }
    probe.caughtUp().join();
    System.out.println(
        probe.counters().lost().values().stream().mapToLong(Long::longValue).sum()
            + probe.counters().unreadable()
            + probe.counters().faults());
    probe.unpin();
    probe.close();
    loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** One write for each, so that whatever was handed over is in the file when this is killed. */
  private void tell(KernelEvent event) {
    switch (event) {
      case SocketUsed used when used.use() == SocketUse.CONNECT ->
          tell(CONNECTED, used.socket().cookie());
      case Blocked blocked when blocked.act() == Act.CONNECT ->
          tell(REFUSED, blocked.socket().cookie());
      default -> {}
    }
  }

  private void tell(byte kind, long cookie) {
    try {
      told.write(line.clear().put(kind).putLong(cookie).flip());
      if (++tellings == last) {
        Runtime.getRuntime().halt(1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What allows the one thing, and so many others that nobody asks for. */
  private static PolicyImage policy(int more) {
    List<Destination> destinations = new ArrayList<>();
    List<Allowance> allowances = new ArrayList<>();
    add(destinations, allowances, ALLOWED + "/32", PORT);
    for (int i = 0; i < more; i++) {
      add(destinations, allowances, "203.0.%d.%d/32".formatted(i >> 8, i & 255), 1024 + i);
    }
    return new PolicyImage(Mode.ENFORCE, destinations, allowances, List.of());
  }

  private static void add(
      List<Destination> destinations, List<Allowance> allowances, String block, int port) {
    int id = destinations.size() + 1;
    destinations.add(new Destination(Objects.requireNonNull(Cidr.parse(block)), id));
    allowances.add(new Allowance(id, 0, Protocol.TCP, port, 16, Allowance.FOR_EVER));
  }
}
