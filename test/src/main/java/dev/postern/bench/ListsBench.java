package dev.postern.bench;

import dev.postern.event.IpAddress;
import dev.postern.rules.list.CompiledLists;
import dev.postern.rules.list.ListFile;
import dev.postern.rules.list.ListFiles;
import dev.postern.rules.source.Problem;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists from files: CPU time of a lookup and of compiling, and what stays in the heap. */
@Command(name = "lists")
final class ListsBench implements Callable<Integer> {

  private static final int LOOKUPS = 2_000_000;

  /** Asked in turn; far more than any cache of the processor has lines for. */
  private static final int ASKED = 1 << 16;

  private static final int SMALLEST_LARGE = ListFile.MOST_VALUES + 1;

  @Option(names = "--rounds", defaultValue = "7")
  private int rounds;

  @Option(names = "--entries", defaultValue = "1000000")
  private int entries;

  private final Random random = new Random(20_260_301);

  @Override
  public Integer call() throws IOException {
    PrintStream out = System.out;
    out.println(Machine.describe() + ", " + rounds + " rounds\n");
    Table table =
        new Table("LISTS FROM FILES", "ENTRIES", "COMPILE ms", "HEAP KiB", "HIT ns", "MISS ns");
    for (int size : new int[] {SMALLEST_LARGE, 10_000, entries}) {
      addresses(table, size);
    }
    for (int size : new int[] {SMALLEST_LARGE, 10_000, entries}) {
      names(table, size);
    }
    table.print(out);
    return 0;
  }

  /** IPv4 and IPv6, every tenth a block. */
  private void addresses(Table table, int size) throws IOException {
    List<IpAddress> held = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      IpAddress address =
          i % 3 == 0
              ? new IpAddress(0x2001_0db8L << 32 | random.nextInt(1 << 16), random.nextLong())
              : IpAddress.v4(random.nextInt());
      held.add(address);
      lines.add(i % 10 == 0 ? address + "/" + (address.bits() - 4) : address.toString());
    }
    List<IpAddress> others = new ArrayList<>();
    for (int i = 0; i < ASKED; i++) {
      others.add(
          i % 3 == 0
              ? new IpAddress(0x2001_0db8L << 32 | random.nextInt(1 << 16), random.nextLong())
              : IpAddress.v4(random.nextInt()));
    }
    row(
        table,
        "addresses",
        lines,
        list -> list.addresses(ListsBench::fail),
        held.toArray(IpAddress[]::new),
        others.toArray(IpAddress[]::new));
  }

  private void names(Table table, int size) throws IOException {
    List<String> lines = new ArrayList<>();
    String[] held = new String[size];
    for (int i = 0; i < size; i++) {
      String name = Long.toString(random.nextLong() >>> 20, 36) + ".evil.example";
      lines.add(i % 10 == 0 ? "*." + name : name);
      held[i] = i % 10 == 0 ? "www." + name : name;
    }
    String[] others = new String[ASKED];
    for (int i = 0; i < ASKED; i++) {
      others[i] = Long.toString(random.nextLong() >>> 20, 36) + ".good.example";
    }
    row(table, "domain names", lines, list -> list.domains(ListsBench::fail), held, others);
  }

  /** Compiles what is compared with a field. */
  private interface Use<T> {
    Predicate<T> of(ListFile list);
  }

  private <T> void row(
      Table table, String title, List<String> lines, Use<T> use, T[] held, T[] others)
      throws IOException {
    Path folder = Files.createTempDirectory("postern-bench");
    Path file = folder.resolve("list.txt");
    try {
      try (BufferedWriter writer = Files.newBufferedWriter(file)) {
        for (String line : lines) {
          writer.write(line + "\n");
        }
      }
      int entries = lines.size();
      lines.clear();
      long before = heapInUse();
      long start = cpuNanos();
      ListFile list =
          ListFiles.read(Map.of("list", file), CompiledLists.in(folder)).files().get("list");
      if (list == null) {
        throw new BenchFailure("the list cannot be read: " + file);
      }
      Predicate<T> test = use.of(list);
      double millis = (cpuNanos() - start) / 1e6;
      long heap = heapInUse() - before;
      table.row(
          title,
          String.valueOf(entries),
          "%.0f".formatted(millis),
          String.valueOf(heap >> 10),
          nanos(test, held, true).text("%.0f"),
          nanos(test, others, false).text("%.0f"));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static void fail(Problem problem) {
    throw new BenchFailure(problem.at().place() + ": " + problem.message());
  }

  /** Of this thread: what others do on the machine is left out. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long heapInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Asks in an order that no cache foresees. */
  private <T> Spread nanos(Predicate<T> list, T[] asked, boolean expected) {
    int[] order = random.ints(ASKED, 0, asked.length).toArray();
    List<Double> nanos = new ArrayList<>();
    for (int round = -1; round < rounds; round++) {
      int found = 0;
      long start = cpuNanos();
      for (int i = 0; i < LOOKUPS; i++) {
        found += list.test(asked[order[i & (ASKED - 1)]]) ? 1 : 0;
      }
      double each = (double) (cpuNanos() - start) / LOOKUPS;
      if (expected ? found != LOOKUPS : found > LOOKUPS / 100) {
        throw new BenchFailure(found + " of " + LOOKUPS + " found");
      }
      if (round >= 0) { // the first one warms up
        nanos.add(each);
      }
    }
    return Spread.of(nanos);
  }
}
