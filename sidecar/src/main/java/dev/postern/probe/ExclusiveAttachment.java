package dev.postern.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the program that keeps others from a cgroup. One that was attached without
 * BPF_F_ALLOW_MULTI suffers no other there and, without BPF_F_ALLOW_OVERRIDE, none in any cgroup
 * inside; the kernel says EPERM and no more (Linux, kernel/bpf/cgroup.c, hierarchy_allows_attach).
 */
final class ExclusiveAttachment {

  private static final int ALLOW_MULTI = 2;
  private static final int MOST_PROGRAMS = 64;

  private ExclusiveAttachment() {}

  /**
   * Why a program could not be attached.
   *
   * @param attachType the kernel's number of the attach point
   * @param cgroupFd the cgroup it was to be attached to
   * @param refusal the kernel's word, for when there is no such program
   */
  static String explain(int attachType, int cgroupFd, String refusal) {
    try {
      Path scope = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(cgroupFd)));
      for (@Nullable Path folder = scope;
          folder != null && isCgroup(folder);
          folder = folder.getParent()) {
        int program = exclusive(attachType, folder);
        if (program != 0) {
          return "program %d is attached exclusively to cgroup %s: detach it, or attach it with"
                  .formatted(program, folder)
              + " BPF_F_ALLOW_MULTI";
        }
      }
      return refusal
          + ": another program may be attached exclusively to a parent of cgroup "
          + scope
          + " that cannot be seen from here";
    } catch (IOException e) {
      return refusal;
    }
  }

  private static boolean isCgroup(Path folder) {
    return Files.exists(folder.resolve("cgroup.procs"));
  }

  /** The number of the program that is alone there; 0 when there is none or it shares. */
  private static int exclusive(int attachType, Path folder) {
    NativeCalls calls = NativeCalls.get();
    Pointer flags = Memory.allocateDirect(calls.runtime, Integer.BYTES, true);
    Pointer count = Memory.allocateDirect(calls.runtime, Integer.BYTES, true);
    Pointer programs = Memory.allocateDirect(calls.runtime, MOST_PROGRAMS * Integer.BYTES, true);
    count.putInt(0, MOST_PROGRAMS);
    try (CgroupHandle cgroup = CgroupHandle.open(folder)) {
      int result = calls.bpf.bpf_prog_query(cgroup.fd(), attachType, 0, flags, programs, count);
      boolean shared = (flags.getInt(0) & ALLOW_MULTI) != 0;
      return result != 0 || count.getInt(0) == 0 || shared ? 0 : programs.getInt(0);
    }
  }
}
