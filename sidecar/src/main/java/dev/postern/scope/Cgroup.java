package dev.postern.scope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * One cgroup v2 folder. Whoever makes one closes it: that kills what still runs inside and removes
 * the folder.
 */
public final class Cgroup implements AutoCloseable {

  /** How long {@link #close()} goes on killing and waiting. */
  static final Duration REMOVAL_LIMIT = Duration.ofSeconds(10);

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Path path;
  private final long id;

  private Cgroup(Path path, long id) {
    this.path = path;
    this.id = id;
  }

  static Cgroup create(Path path) throws IOException {
    try {
      Files.createDirectory(path);
    } catch (FileSystemException e) {
      throw new IOException("cannot make the cgroup " + path + ": " + reason(e), e);
    }
    return at(path);
  }

  /** The cgroup that is there already. Its owner closes it, not who looks. */
  public static Cgroup at(Path path) throws IOException {
    return new Cgroup(path, InodeSource.KERNEL.of(path));
  }

  /** Makes a cgroup inside this one. */
  public Cgroup child(String name) throws IOException {
    return create(path.resolve(name));
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** The kernel's id of this cgroup: what {@code bpf_get_current_cgroup_id()} returns inside. */
  public long id() {
    return id;
  }

  /** The id as the twelve hex digits that stand for a container id where there is no container. */
  public String shortId() {
    return shortId(id);
  }

  /** The twelve hex digits for any cgroup's id. */
  static String shortId(long id) {
    return String.format("%012x", id & 0xffff_ffff_ffffL);
  }

  /** Whether it is still the one at its path: a later one of the same name has another id. */
  public boolean isThere() {
    try {
      return InodeSource.KERNEL.of(path) == id;
    } catch (IOException e) {
      return false;
    }
  }

  /** Process ids of the members, without those of cgroups inside. */
  public List<Long> processes() throws IOException {
    return Files.readAllLines(path.resolve("cgroup.procs")).stream().map(Long::valueOf).toList();
  }

  /** Whether a process lives in this cgroup or in one inside it. */
  public boolean isPopulated() throws IOException {
    return Files.readAllLines(path.resolve("cgroup.events")).contains("populated 1");
  }

  /** Whether a process that is not this one lives in this cgroup or in one inside it. */
  public boolean hasOthers() throws IOException {
    String own = Long.toString(ProcessHandle.current().pid());
    for (Path folder : CgroupTree.outermostFirst(path, Integer.MAX_VALUE)) {
      try {
        // One of a pid namespace that this process does not see is a 0.
        if (!Files.readAllLines(folder.resolve("cgroup.procs")).stream().allMatch(own::equals)) {
          return true;
        }
      } catch (NoSuchFileException e) {
        // Removed since its parent was read.
      }
    }
    return false;
  }

  /** Kills every process in here and inside, also those being forked. Does not wait for the end. */
  public void kill() throws IOException {
    Files.writeString(path.resolve("cgroup.kill"), "1");
  }

  /**
   * Kills what still runs and waits until it is gone.
   *
   * @throws IOException when that takes longer than {@link #REMOVAL_LIMIT}
   */
  public void end() throws IOException {
    long deadline = System.nanoTime() + REMOVAL_LIMIT.toNanos();
    while (isPopulated()) {
      kill();
      requireBefore(deadline);
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /**
   * Ends what still runs and removes the cgroup with those inside. Does nothing when the cgroup is
   * gone already.
   *
   * @throws IOException when that takes longer than {@link #REMOVAL_LIMIT}
   */
  @Override
  public void close() throws IOException {
    long deadline = System.nanoTime() + REMOVAL_LIMIT.toNanos();
    while (!remove()) {
      requireBefore(deadline);
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /**
   * Removes the cgroup with those inside unless a process lives there; ends nobody.
   *
   * @return whether it was removed
   */
  public boolean removeIfEmpty() throws IOException {
    if (isPopulated()) {
      return false;
    }
    try {
      for (Path folder : innermostFirst()) {
        Files.deleteIfExists(folder);
      }
      return true;
    } catch (FileSystemException | UncheckedIOException e) {
      return false; // somebody has joined, or somebody else removes it too
    }
  }

  private void requireBefore(long deadline) throws IOException {
    if (System.nanoTime() > deadline) {
      throw new IOException("cannot empty " + path + ": processes " + processes() + " live on");
    }
  }

  /** One attempt; false when something lives inside, also when it joined during the attempt. */
  private boolean remove() throws IOException {
    try {
      kill();
      if (isPopulated()) {
        return false;
      }
      for (Path folder : innermostFirst()) {
        Files.deleteIfExists(folder);
      }
      return true;
    } catch (NoSuchFileException e) {
      if (Files.exists(path)) { // then it is one of the control files that the kernel lacks
        throw e;
      }
      return true;
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) { // EBUSY, for which there is no class
      return false;
    } catch (UncheckedIOException e) { // somebody else removed a cgroup inside meanwhile
      return false;
    }
  }

  private List<Path> innermostFirst() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
    }
  }

  private static String reason(FileSystemException e) {
    if (e instanceof FileAlreadyExistsException) {
      return "it exists";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return Objects.requireNonNullElse(e.getReason(), e.toString());
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
