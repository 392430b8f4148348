package dev.postern.scope;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
    return firstVisible(candidates(mounts()));
  }

  /**
   * Finds the mount that shows most: in a container with a cgroup namespace of its own, the host's
   * hierarchy if that is mounted too.
   *
   * @throws IOException in one line, when there is none
   */
  public static CgroupFilesystem findOutermost() throws IOException {
    return firstVisible(outermostFirst(candidates(mounts())));
  }

  /**
   * The hierarchy that is mounted at a folder or, beside v1 hierarchies, in its folder {@code
   * unified}.
   *
   * @throws IOException in one line, when there is none
   */
  public static CgroupFilesystem at(Path folder) throws IOException {
    for (Path root : List.of(folder, folder.resolve("unified"))) {
      if (isCgroup(root)) {
        return new CgroupFilesystem(root);
      }
    }
    throw new IOException(folder + " is no cgroup v2 hierarchy: mount the host's /sys/fs/cgroup");
  }

  /** Whether a folder is a cgroup v2; v1 has no list of controllers. */
  public static boolean isCgroup(Path folder) {
    return Files.exists(folder.resolve("cgroup.controllers"));
  }

  private static List<Mount> mounts() throws IOException {
    return Mount.parse(new String(Files.readAllBytes(MOUNTINFO), StandardCharsets.UTF_8));
  }

  private static CgroupFilesystem firstVisible(List<Mount> mounts) throws IOException {
    for (Mount mount : mounts) {
      if (isVisible(mount.point())) {
        return new CgroupFilesystem(mount.point());
      }
    }
    throw new IOException(
        "no cgroup v2 hierarchy is mounted: try mount -t cgroup2 none /sys/fs/cgroup");
  }

  /** A later mount on a folder above may hide a mount. */
  static boolean isVisible(Path mountPoint) {
    return Files.exists(mountPoint.resolve("cgroup.procs"));
  }

  /** A mount of what lies above the cgroup namespace's top has a root of {@code /../..}. */
  static List<Mount> outermostFirst(List<Mount> mounts) {
    Comparator<Mount> byHeight = Comparator.comparingInt(CgroupFilesystem::levelsAboveNamespace);
    return mounts.stream().sorted(byHeight.reversed()).toList();
  }

  private static int levelsAboveNamespace(Mount mount) {
    return Math.toIntExact(
        Arrays.stream(mount.root().split("/", -1)).filter(name -> name.equals("..")).count());
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
