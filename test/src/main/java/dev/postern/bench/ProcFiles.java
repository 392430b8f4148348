package dev.postern.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What /proc says of a process that this one started (proc(5)). */
final class ProcFiles {

  private static final String BPF_LINK = "anon_inode:bpf_link";

  private final Path folder;

  ProcFiles(long pid) {
    folder = Path.of("/proc", Long.toString(pid));
  }

  /** The number behind a key of smaps_rollup (KiB) or status. */
  long number(String file, String key) {
    try (Stream<String> lines = Files.lines(folder.resolve(file))) {
      return lines
          .filter(line -> line.startsWith(key + ":"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElseThrow(() -> new BenchFailure("no " + key + " in " + folder.resolve(file)));
    } catch (IOException e) {
      throw new BenchFailure("the process has ended: " + e.getMessage(), e);
    }
  }

  /** How many BPF links it holds. */
  long bpfLinks() {
    return list("fd").stream().filter(fd -> BPF_LINK.equals(target(fd))).count();
  }

  /** Whether any of its threads has started a process. */
  boolean hasChild() {
    return list("task").stream().anyMatch(thread -> !read(thread.resolve("children")).isBlank());
  }

  private List<Path> list(String name) {
    try (Stream<Path> entries = Files.list(folder.resolve(name))) {
      return entries.toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // it is starting or ending
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // the thread has ended
    }
  }
}
