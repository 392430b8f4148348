package dev.postern.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An open cgroup folder, as the kernel wants it for attaching. */
final class CgroupHandle implements AutoCloseable {

  private static final int O_RDONLY = 0;

  /** Another number on Arm, where x86's asks for direct I/O. */
  private static final int O_DIRECTORY =
      System.getProperty("os.arch", "").equals("aarch64") ? 0x4000 : 0x10000;

  private static final int O_CLOEXEC = 0x80000;

  private final int fd;
  private final long id;

  private CgroupHandle(int fd, long id) {
    this.fd = fd;
    this.id = id;
  }

  static CgroupHandle open(Path cgroup) {
    NativeCalls calls = NativeCalls.get();
    int fd = calls.libc.open(cgroup.toString(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
      throw new ProbeException(
          "cgroup %s cannot be opened (%s): name a folder of the cgroup v2 hierarchy"
              .formatted(cgroup, calls.lastError()));
    }
    try {
      return new CgroupHandle(fd, (Long) Files.getAttribute(cgroup, "unix:ino"));
    } catch (IOException e) {
      calls.libc.close(fd);
      throw new ProbeException("cgroup " + cgroup + " cannot be read", e);
    }
  }

  /** The cgroup's id, which is its folder's inode number. */
  long id() {
    return id;
  }

  int fd() {
    return fd;
  }

  @Override
  public void close() {
    NativeCalls.get().libc.close(fd);
  }
}
