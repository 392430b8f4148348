package dev.postern.scope;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The cgroup v2 folder this process is in, as it sees it itself. */
final class OwnCgroup {

  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");
  private static final Path CGROUP = Path.of("/proc/self/cgroup");

  /** The line of the v2 hierarchy (cgroups(7)). */
  private static final String V2 = "0::/";

  private OwnCgroup() {}

  /** Its inode number, which is the same through every mount; none when it cannot be seen. */
  static OptionalLong inode() throws IOException {
    String mountinfo = new String(Files.readAllBytes(MOUNTINFO), StandardCharsets.UTF_8);
    Optional<Path> folder = folder(mountinfo, Files.readString(CGROUP));
    return folder.isPresent() && Files.isDirectory(folder.get())
        ? OptionalLong.of(InodeSource.KERNEL.of(folder.get()))
        : OptionalLong.empty();
  }

  /**
   * Where it is: below the mount that shows the hierarchy from this process' namespace on, which in
   * a container with a cgroup namespace of its own is the container's cgroup itself.
   *
   * @param mountinfo text of {@code /proc/self/mountinfo}
   * @param cgroup text of {@code /proc/self/cgroup}
   */
  static Optional<Path> folder(String mountinfo, String cgroup) {
    Optional<String> path =
        cgroup
            .lines()
            .filter(line -> line.startsWith(V2) && !line.contains("/.."))
            .map(line -> line.substring(V2.length()))
            .findFirst();
    return CgroupFilesystem.candidates(Mount.parse(mountinfo)).stream()
        .filter(mount -> mount.root().equals("/"))
        .map(Mount::point)
        .filter(CgroupFilesystem::isVisible)
        .findFirst()
        .flatMap(point -> path.map(point::resolve));
  }
}
