package dev.postern.lab;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is deleted with all its contents.
 *
 * @param path where it is
 */
public record Folder(Path path) implements Closeable {

  public static Folder create(String prefix) throws IOException {
    return new Folder(Files.createTempDirectory(prefix));
  }

  /** Deletes it; a second process may be doing the same. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.exists(path) ? Files.walk(path) : Stream.empty()) {
      List<Path> innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : innermostFirst) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
