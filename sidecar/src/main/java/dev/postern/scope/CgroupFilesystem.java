package dev.postern.scope;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mounted cgroup v2 hierarchy. Where it is mounted differs: {@code /sys/fs/cgroup} on most
 * machines, {@code /sys/fs/cgroup/unified} beside the v1 hierarchies on some.
 *
 * @param root the mount point: the outermost cgroup this process can see
 */
public record CgroupFilesystem(Path root) {

  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

  /**
   * Finds the hierarchy among the mounts of this process.
   *
   * @throws IOException in one line, when there is none
   */
  public static CgroupFilesystem find() throws IOException {
    String mountinfo = new String(Files.readAllBytes(MOUNTINFO), StandardCharsets.UTF_8);
    for (Mount mount : candidates(Mount.parse(mountinfo))) {
      // A later mount on a folder above may hide this one.
      if (Files.exists(mount.point().resolve("cgroup.procs"))) {
        return new CgroupFilesystem(mount.point());
      }
    }
    throw new IOException(
        "no cgroup v2 hierarchy is mounted: try mount -t cgroup2 none /sys/fs/cgroup");
  }

  /** The cgroup2 mounts, the most useful first: those that show the top, then the writable. */
  static List<Mount> candidates(List<Mount> mounts) {
    Map<Path, Mount> topmost = new LinkedHashMap<>(); // of several on one folder the last is seen
    mounts.forEach(mount -> topmost.put(mount.point(), mount));
    List<Mount> found = new ArrayList<>(topmost.values());
    found.removeIf(mount -> !mount.type().equals("cgroup2"));
    found.sort(
        Comparator.comparing((Mount mount) -> !mount.root().equals("/"))
            .thenComparing(mount -> !mount.writable()));
    return found;
  }

  /**
   * Makes a cgroup directly below the root.
   *
   * @param name a folder name nobody else uses
   * @throws IOException in one line, when it exists already or may not be made
   */
  public Cgroup create(String name) throws IOException {
    return Cgroup.create(root.resolve(name));
  }

  /** The cgroup at {@code name} below the root, if there is one. */
  public Optional<Cgroup> lookup(String name) throws IOException {
    Path path = root.resolve(name);
    return Files.isDirectory(path) ? Optional.of(Cgroup.at(path)) : Optional.empty();
  }
}
