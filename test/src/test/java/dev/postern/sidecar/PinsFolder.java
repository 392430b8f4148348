package dev.postern.sidecar;

import dev.postern.scope.BpfFilesystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder for pins of a test's own; what is left in it at the end is let go. */
final class PinsFolder implements AutoCloseable {

  private final Path path;

  private PinsFolder(Path path) {
    this.path = path;
  }

  /** Named by a scope; not made yet. */
  static PinsFolder of(WatchedScope scope) throws IOException {
    return new PinsFolder(BpfFilesystem.find().resolve("postern-test-" + scope.cgroup().shortId()));
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(path)) {
      deepestFirst = all.sorted((one, other) -> other.compareTo(one)).toList();
    }
    for (Path each : deepestFirst) {
      Files.delete(each);
    }
  }
}
