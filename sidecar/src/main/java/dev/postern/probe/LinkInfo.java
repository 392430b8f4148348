package dev.postern.probe;

import java.nio.file.Path;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/**
 * What the kernel says of a cgroup's link (struct bpf_link_info, Linux 5.8).
 *
 * @param cgroupId 0 when the cgroup is gone
 */
record LinkInfo(long cgroupId) {

  private static final int BYTES = 64;
  private static final int CGROUP_AT = 16;

  static LinkInfo at(Path pin) {
    NativeCalls calls = NativeCalls.get();
    int fd = calls.bpf.bpf_obj_get(pin.toString());
    if (fd < 0) {
      throw new ProbeException("pin " + pin + " cannot be opened (" + calls.lastError() + ")");
    }
    try {
      Pointer info = Memory.allocateDirect(calls.runtime, BYTES, true);
      Pointer length = Memory.allocateDirect(calls.runtime, Integer.BYTES);
      length.putInt(0, BYTES);
      if (calls.bpf.bpf_obj_get_info_by_fd(fd, info, length) != 0) {
        throw new ProbeException("pin " + pin + " cannot be described (" + calls.lastError() + ")");
      }
      return new LinkInfo(info.getLong(CGROUP_AT));
    } finally {
      calls.libc.close(fd);
    }
  }
}
