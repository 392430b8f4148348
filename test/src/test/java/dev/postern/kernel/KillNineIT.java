package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import dev.postern.scope.BpfFilesystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever puts policies in force is killed in the middle of it, again and again, while a program
 * connects all the time: no verdict is wrong and no event is lost.
 */
@LabTest
final class KillNineIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Few, for CI's time; -Dpostern.kill9.swaps=1000 is a night's worth. */
  private static final int SWAPS = Integer.getInteger("postern.kill9.swaps", 300);

  private static final int CONNECTS = 10 * SWAPS;
  private static final int SWAPS_BETWEEN_KILLS = 60;
  private static final int START_MICROS = 2_500_000;
  private static final int SWAP_MICROS = 20_000;

  /** Accepts on each address, and says at the end how often it did. */
  private static final String SERVE =
      """
      import select, socket, sys
      def listener(host):
          s = socket.create_server((host, int(sys.argv[1])), backlog=4096)
          s.setblocking(False)
          return s
      listeners = [listener(host) for host in sys.argv[2:]]
      counts = [0] * len(listeners)
      print('listening', flush=True)
      told = False
      while not told:
          ready = select.select(listeners + [sys.stdin], [], [])[0]
          told = sys.stdin in ready
          for i, s in enumerate(listeners):
              try:
                  while True:
                      s.accept()[0].close(); counts[i] += 1
              except BlockingIOError: pass
      print(*counts, flush=True)
      """;

  /**
   * Connects to each address in turn, a thousand times a second at most, until it is told to say
   * how often that was, and how often each refused.
   */
  private static final String ASK =
      """
      import select, socket, struct, sys
      port, hosts = int(sys.argv[1]), sys.argv[2:]
      asked, failures = 0, [0] * len(hosts)
      reset = struct.pack('ii', 1, 0)
      print('asking', flush=True)
      while not select.select([sys.stdin], [], [], 0.001)[0]:
          asked += 1
          for i, host in enumerate(hosts):
              with socket.socket() as s:
                  s.settimeout(20)
                  failures[i] += s.connect_ex((host, port)) != 0
                  s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
          if asked % 100 == 0: print(asked, flush=True)
      print('end', asked, *failures, flush=True)
      """;

  @TempDir Path folder;
  @AutoClose Scope scope;
  @AutoClose Network network;
  private Path pins;

  @BeforeEach
  void make() throws IOException {
    scope = Scope.create();
    network =
        Network.create(
            """
            ip address add %s/32 dev lo
            ip address add %s/32 dev lo
            """
                .formatted(SwappingConsumer.ALLOWED, SwappingConsumer.FORBIDDEN));
    pins = BpfFilesystem.find().resolve("postern-test-" + scope.cgroup().shortId());
  }

  @AfterEach
  void unpin() throws IOException {
    if (Files.exists(pins)) {
      try (Stream<Path> all = Files.walk(pins)) {
        for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private Path told() {
    return folder.resolve("told");
  }

  /** How many swaps there have been. */
  private long swaps() {
    Path file = folder.resolve("swaps");
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Program consumer(int swaps) {
    return consumer(swaps, Integer.MAX_VALUE);
  }

  private Program consumer(int swaps, int lastTold) {
    return Program.start(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            SwappingConsumer.class.getName(),
            scope.cgroup().path().toString(),
            pins.toString(),
            told().toString(),
            folder.resolve("swaps").toString(),
            String.valueOf(swaps),
            String.valueOf(lastTold)));
  }

  /** Kills one while it starts, or while it swaps: at whatever instruction that is. */
  private void startAndKill(Random random) {
    try (Program consumer = consumer(Integer.MAX_VALUE)) {
      if (random.nextInt(3) == 0) {
        pause(random.nextInt(START_MICROS));
      } else {
        long most = swaps() + 1 + random.nextInt(SWAPS_BETWEEN_KILLS);
        Await.holds(LIMIT, () -> swaps() >= most || !consumer.isAlive());
        pause(random.nextInt(SWAP_MICROS));
      }
      kill(consumer);
    }
  }

  private static void kill(Program consumer) {
    assertThat(consumer.isAlive()).as(consumer::heard).isTrue();
    consumer.close();
    Await.until("the death of the consumer", LIMIT, () -> !consumer.isAlive());
  }

  /** Chooses a moment; what is asserted holds at any. */
  private static void pause(int micros) {
    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
  }

  /** The sockets that consumers were told of, each once however often. */
  private Set<Long> sockets(byte kind) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(told()));
    Set<Long> sockets = new HashSet<>();
    while (bytes.remaining() >= SwappingConsumer.TOLD_BYTES) {
      boolean wanted = bytes.get() == kind;
      long cookie = bytes.getLong();
      if (wanted) {
        sockets.add(cookie);
      }
    }
    return sockets;
  }

  private Program startServer() {
    Program server = Program.start(network.entering(python(SERVE)));
    assertThat(server.line()).isEqualTo("listening");
    return server;
  }

  /** Starts the program that connects, once a policy is in force and who put it there is killed. */
  private Program startAsking() {
    try (Program first = consumer(Integer.MAX_VALUE)) {
      Await.until("a policy in force", LIMIT, () -> swaps() > 0 || !first.isAlive());
      kill(first);
    }
    Program asking = scope.start(network.entering(python(ASK)));
    assertThat(asking.line()).isEqualTo("asking");
    return asking;
  }

  private static void awaitConnects(Program asking, int connects) {
    int made = 0;
    while (made < connects) {
      made = asking.number();
    }
  }

  /**
   * Ends all, and holds what each of them counted against the others.
   *
   * @param as what went before
   */
  private void assertNothingWentWrong(Program asking, Program server, String as)
      throws IOException {
    asking.go();
    List<String> counts = List.of(asking.end().getLast().split(" ", -1));
    int asked = Integer.parseInt(counts.get(1));
    server.go();
    List<String> accepted = List.of(server.end().getLast().split(" ", -1));
    List<String> lost = consumer(0).end();

    assertThat(counts.get(2)).as("allowed connects that failed, %s", as).isEqualTo("0");
    assertThat(counts.get(3)).as("forbidden ones that failed, %s", as).isEqualTo(counts.get(1));
    assertThat(accepted).as("at the servers, %s", as).containsExactly(counts.get(1), "0");
    assertThat(lost).as("events without room, %s", as).containsExactly("0");
    assertThat(sockets(SwappingConsumer.CONNECTED)).as("connects told, %s", as).hasSize(asked);
    assertThat(sockets(SwappingConsumer.REFUSED)).as("refusals told, %s", as).hasSize(asked);
  }

  @Test
  void noVerdictIsWrongAndNoEventIsLost() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Program server = startServer();
    Program asking = startAsking();
    while (swaps() < SWAPS) {
      startAndKill(random);
    }
    awaitConnects(asking, CONNECTS);
    assertNothingWentWrong(asking, server, "seed " + seed);
  }

  /** The end comes while a start hands over what has waited for it. */
  @Test
  void whatWaitsIsThereUntilItIsHandedOver() throws IOException {
    Program server = startServer();
    Program asking = startAsking();
    awaitConnects(asking, 500);
    try (Program second = consumer(0, 10)) {
      Await.until("its end", LIMIT, () -> !second.isAlive());
    }
    assertNothingWentWrong(asking, server, "killed at the tenth event");
  }

  private static List<String> python(String script) {
    return Program.python(
        script, SwappingConsumer.PORT, SwappingConsumer.ALLOWED, SwappingConsumer.FORBIDDEN);
  }
}
