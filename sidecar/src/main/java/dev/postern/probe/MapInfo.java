package dev.postern.probe;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/**
 * What the kernel says of a map (struct bpf_map_info, Linux 4.13).
 *
 * @param id unique while the system runs
 */
record MapInfo(int id, int maxEntries) {

  private static final int BYTES = 32;
  private static final int ID_AT = 4;
  private static final int MAX_ENTRIES_AT = 16;

  static MapInfo of(int fd) {
    NativeCalls calls = NativeCalls.get();
    Pointer info = Memory.allocateDirect(calls.runtime, BYTES, true);
    Pointer length = Memory.allocateDirect(calls.runtime, Integer.BYTES);
    length.putInt(0, BYTES);
    if (calls.bpf.bpf_obj_get_info_by_fd(fd, info, length) != 0) {
      throw new ProbeException("a map cannot be described (" + calls.lastError() + ")");
    }
    return new MapInfo(info.getInt(ID_AT), info.getInt(MAX_ENTRIES_AT));
  }
}
