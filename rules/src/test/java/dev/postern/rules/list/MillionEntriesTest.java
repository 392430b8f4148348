package dev.postern.rules.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed of a million entries takes its room in mapped memory, and next to none of the heap. */
class MillionEntriesTest {

  private static final int ENTRIES = 1_000_000;

  /** As objects, however small, a million of them would be far more. */
  private static final long MOST_HEAP_BYTES = 8 << 20;

  @TempDir Path folder;

  private ListFile list(IntFunction<String> entry) throws IOException {
    Path file = folder.resolve("million.txt");
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < ENTRIES; i++) {
        writer.write(entry.apply(i));
        writer.newLine();
      }
    }
    ListFile list =
        ListFiles.read(Map.of("list", file), CompiledLists.in(folder)).files().get("list");
    return Objects.requireNonNull(list);
  }

  private static long heapInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Both families; every tenth is a block, many of which overlap. No two runs differ. */
  private static String address(int i) {
    Random random = new Random(i);
    String address =
        i % 3 == 0
            ? "2001:db8:%x:%x::%x"
                .formatted(random.nextInt(16), random.nextInt(1 << 16), random.nextInt(1 << 16))
            : "%d.%d.%d.%d"
                .formatted(
                    1 + random.nextInt(99),
                    random.nextInt(256),
                    random.nextInt(256),
                    random.nextInt(256));
    return i % 10 != 0 ? address : address + (i % 3 == 0 ? "/120" : "/28");
  }

  @Test
  void addresses() throws IOException {
    long before = heapInUse();
    ListFile list = list(MillionEntriesTest::address);
    Predicate<IpAddress> addresses = list.addresses(TestLists::fail);
    assertThat(heapInUse() - before).isLessThan(MOST_HEAP_BYTES);
    assertThat(list.entries()).isEqualTo(ENTRIES);
    for (int i = 0; i < ENTRIES; i += 97) {
      String entry = address(i);
      Cidr block = Cidr.parse(entry);
      IpAddress address = block == null ? TestLists.ip(entry) : block.network();
      assertThat(addresses.test(address)).as(entry).isTrue();
    }
    assertThat(addresses.test(TestLists.ip("203.0.113.7"))).isFalse();
    assertThat(addresses.test(TestLists.ip("2001:db8:10::1"))).isFalse();
  }

  @Test
  void names() throws IOException {
    long before = heapInUse();
    ListFile list = list(i -> (i % 4 == 0 ? "*." : "") + "name-" + 7 * i + ".evil.example");
    Predicate<String> names = list.domains(TestLists::fail);
    assertThat(heapInUse() - before).isLessThan(MOST_HEAP_BYTES);
    for (int i = 0; i < ENTRIES; i += 97) {
      boolean below = i % 4 == 0;
      assertThat(names.test("name-" + 7 * i + ".evil.example")).isEqualTo(!below);
      assertThat(names.test("www.name-" + 7 * i + ".evil.example")).isEqualTo(below);
      assertThat(names.test("name-" + (7 * i + 1) + ".evil.example")).isFalse();
    }
    assertThat(names.test("evil.example")).isFalse();
  }
}
