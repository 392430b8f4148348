package dev.postern.run;

import dev.postern.probe.FolderLock;
import dev.postern.scope.Cgroup;
import dev.postern.scope.CgroupFilesystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The cgroup of one run, removed with everything in it however the run ends but by SIGKILL. */
final class RunScope {

  private static final String PREFIX = "postern-run-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9]+-[0-9a-f]+");

  private RunScope() {}

  /** Makes one, locked until this process ends. */
  static Cgroup create(CgroupFilesystem filesystem) throws IOException {
    while (true) {
      // A pid comes back, in a container soon, and a killed run may have left its cgroup.
      String name = PREFIX + "%d-%x".formatted(ProcessHandle.current().pid(), System.nanoTime());
      Cgroup cgroup = filesystem.create(name);
      FolderLock lock = FolderLock.take(cgroup.path());
      if (lock != null && cgroup.isThere()) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(cgroup), "remove-cgroup"));
        return cgroup;
      }
      if (lock == null && cgroup.isThere()) {
        cgroup.close();
        throw new IOException("the cgroup " + cgroup + " cannot be locked (flock)");
      }
      // Another run's start took it for a leftover before it was locked.
    }
  }

  private static void remove(Cgroup cgroup) {
    try {
      cgroup.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Removes the cgroups of runs that were killed, where nothing that they started is left. Nobody
   * is ended by it.
   *
   * @return the ids of those removed; what cannot be removed is left to the next start
   */
  static Set<Long> collectEnded(CgroupFilesystem filesystem) {
    Set<Long> removed = new HashSet<>();
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(filesystem.root(), RunScope::isOfRun)) {
      for (Path folder : folders) {
        Long id = removeIfEnded(folder);
        if (id != null) {
          removed.add(id);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Another start is at it too, or the hierarchy may not be read.
    }
    return removed;
  }

  private static boolean isOfRun(Path path) {
    return NAME.matcher(path.getFileName().toString()).matches()
        && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static @Nullable Long removeIfEnded(Path folder) {
    try (FolderLock lock = FolderLock.tryToTake(folder)) {
      if (lock == null) {
        return null; // its run is there
      }
      Cgroup cgroup = Cgroup.at(folder);
      return cgroup.removeIfEmpty() ? cgroup.id() : null;
    } catch (IOException e) {
      return null;
    }
  }
}
