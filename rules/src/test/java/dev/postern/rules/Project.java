package dev.postern.rules;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the tests run. */
public final class Project {

  private Project() {}

  /** The folder that holds {@code bpf/} and {@code rules/}. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!(Files.isDirectory(folder.resolve("bpf"))
        && Files.isDirectory(folder.resolve("rules")))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not inside the project");
      }
    }
    return folder;
  }

  /** The folder of shared conformance data: POSTERN_SHARED, or next to the project. */
  static Path shared() {
    String override = System.getenv("POSTERN_SHARED");
    return override == null ? root().resolveSibling("shared") : Path.of(override);
  }
}
