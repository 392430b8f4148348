package dev.postern.bypass;

/** Numbers of capabilities, from linux/capability.h. */
final class Capability {

  static final int NET_ADMIN = 12;
  static final int NET_RAW = 13;

  /**
   * CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, SETPCAP, NET_BIND_SERVICE,
   * SYS_CHROOT, MKNOD, AUDIT_WRITE, SETFCAP: containerd's and CRI-O's default without NET_RAW.
   */
  static final long CONTAINER_DEFAULT = set(0, 1, 3, 4, 5, 6, 7, 8, 10, 18, 27, 29, 31);

  private Capability() {}

  private static long set(int... numbers) {
    long set = 0;
    for (int number : numbers) {
      set |= 1L << number;
    }
    return set;
  }
}
