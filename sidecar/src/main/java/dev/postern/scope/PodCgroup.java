package dev.postern.scope;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cgroup of a pod in the host's hierarchy.
 *
 * <p>How a pod's cgroup is called, and what it lies in, differs between cgroup drivers, container
 * runtimes and kubelet's settings; only that its name holds the pod's uid is common to all. Names
 * can be had by others too (a container that may make cgroups makes them with any name), so where
 * this process is in a container, the way leads from that container's own cgroup upwards: the inode
 * number says which folder it is, and the folder above that holds the uid is the pod's.
 */
public final class PodCgroup {

  /** More folders than any node has cgroups. */
  private static final int MOST_FOLDERS = 1 << 20;

  /** A pod's folder, by whatever runtime: a uid is a UUID or, of a static pod, 32 hex digits. */
  private static final Pattern POD = Pattern.compile("pod[0-9a-f][0-9a-f_-]{31,}");

  private final Path root;
  private final InodeSource inodes;

  PodCgroup(Path root, InodeSource inodes) {
    this.root = root;
    this.inodes = inodes;
  }

  /**
   * Finds the cgroup of the pod that this process runs in, or of any pod when it runs in none.
   *
   * @param host the host's hierarchy
   * @param uid the pod's
   * @throws IOException in one line, when there is none, or it cannot be told which one it is
   */
  public static Path find(CgroupFilesystem host, String uid) throws IOException {
    return new PodCgroup(host.root(), InodeSource.KERNEL).find(uid, OwnCgroup.inode());
  }

  /**
   * Finds the pod's cgroup.
   *
   * @param uid the pod's uid, with dashes, as Kubernetes writes it
   * @param own the inode number of the cgroup this process is in, if that can be told
   */
  Path find(String uid, OptionalLong own) throws IOException {
    List<Path> folders = CgroupTree.outermostFirst(root, MOST_FOLDERS);
    if (own.isPresent() && own.getAsLong() != inodes.of(root)) {
      for (Path folder : folders) {
        if (has(folder, own.getAsLong())) {
          Path pod = podAround(folder, uid);
          return pod == null ? onlyNamed(folders, uid) : pod;
        }
      }
    }
    return onlyNamed(folders, uid);
  }

  private boolean has(Path folder, long inode) throws IOException {
    try {
      return inodes.of(folder) == inode;
    } catch (NoSuchFileException e) {
      return false; // removed since it was listed
    }
  }

  /** The outermost folder around this process' own that holds the uid; null on the node itself. */
  private @Nullable Path podAround(Path own, String uid) throws IOException {
    Path pod = null;
    boolean inSomePod = false;
    for (Path folder = own; folder != null && !folder.equals(root); folder = folder.getParent()) {
      inSomePod |= POD.matcher(folder.getFileName().toString()).find();
      if (holds(folder, uid)) {
        pod = folder;
      }
    }
    if (pod == null && inSomePod) {
      throw new IOException(
          "this process runs in %s, which is not in pod %s: check --pod-uid, or name the scope with"
                  .formatted(own, uid)
              + " --cgroup");
    }
    return pod;
  }

  /** The one folder that holds the uid, not counting those inside it. */
  private Path onlyNamed(List<Path> folders, String uid) throws IOException {
    Path found = null;
    for (Path folder : folders) {
      if (!folder.equals(root)
          && holds(folder, uid)
          && (found == null || !folder.startsWith(found))) {
        if (found != null) {
          throw new IOException(
              "pod %s has two cgroups, %s and %s: name the right one with --cgroup"
                  .formatted(uid, found, folder));
        }
        found = folder;
      }
    }
    if (found == null) {
      throw new IOException(
          "no cgroup of pod %s below %s: check --pod-uid, and that --cgroup-root is the host's"
                  .formatted(uid, root)
              + " /sys/fs/cgroup");
    }
    return found;
  }

  /** systemd keeps the dash for itself in names of slices, so kubelet writes '_' there. */
  private static boolean holds(Path folder, String uid) {
    String name = folder.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.contains(uid) || name.contains(uid.replace('-', '_'));
  }
}
