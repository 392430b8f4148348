package dev.postern.probe;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A lock (flock(2)) on a folder, by which a process says that it is there: the kernel lets go of it
 * however the process ends, and unlike a pid it means the same in every pid namespace.
 */
public final class FolderLock implements AutoCloseable {

  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;

  private static final int O_CLOEXEC = 0x80000;

  private final int fd;

  private FolderLock(int fd) {
    this.fd = fd;
  }

  /** Waits for it; null when the folder is gone. */
  public static @Nullable FolderLock take(Path folder) {
    return take(folder, LOCK_EX);
  }

  /** Null when another process has it, or the folder is gone. */
  public static @Nullable FolderLock tryToTake(Path folder) {
    return take(folder, LOCK_EX | LOCK_NB);
  }

  private static @Nullable FolderLock take(Path folder, int how) {
    Libc libc = NativeCalls.get().libc;
    int fd = libc.open(folder.toString(), O_CLOEXEC);
    if (fd < 0) {
      return null;
    }
    if (libc.flock(fd, how) != 0) {
      libc.close(fd);
      return null;
    }
    return new FolderLock(fd);
  }

  @Override
  public void close() {
    NativeCalls.get().libc.close(fd);
  }
}
