package dev.postern.confinement;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A capability, by its number in linux/capability.h (as of Linux 6.18, the last being 40), and what
 * a command under a policy gets with it.
 */
public enum Capability {
  CHOWN(0, "files may be given to anybody, those that others execute included"),
  DAC_OVERRIDE(1, "every file may be written, those that others execute included"),
  DAC_READ_SEARCH(2, "every file may be read, also by handle in folders that are hidden from CMD"),
  FOWNER(3, "the mode of every file may be changed, of those that others execute included"),
  FSETID(4, "set-user-id bits stay when a file is written"),
  KILL(5, "every process may be signalled, Postern included"),
  SETGID(6, "any group may be taken"),
  SETUID(7, "any user may be taken, and so that user's other processes be debugged"),
  SETPCAP(8, "capabilities that CMD has may be passed on"),
  LINUX_IMMUTABLE(9, "protected files may be changed"),
  NET_BIND_SERVICE(10, "ports below 1024 may be listened on"),
  NET_BROADCAST(11, "nothing: the kernel does not ask for it"),
  NET_ADMIN(
      12,
      "interfaces, routes, address translation and tunnels may be changed, and so where an allowed"
          + " packet goes"),
  NET_RAW(13, "raw and packet sockets: what they send is checked by address only, or not at all"),
  IPC_LOCK(14, "memory may be locked"),
  IPC_OWNER(15, "other users' shared memory may be written"),
  SYS_MODULE(16, "kernel modules may be loaded: nothing can be enforced against them"),
  SYS_RAWIO(17, "hardware and kernel memory may be written: nothing can be enforced against that"),
  SYS_CHROOT(18, "other mount namespaces that CMD can reach may be entered"),
  SYS_PTRACE(19, "processes outside may be debugged and their sockets taken: they are not checked"),
  SYS_PACCT(20, "process accounting may be switched"),
  SYS_ADMIN(
      21,
      "mounts, namespaces and cgroups may be changed: CMD can leave its cgroup, and so every"
          + " policy"),
  SYS_BOOT(22, "the machine may be restarted, and another kernel be loaded"),
  SYS_NICE(23, "other processes may be slowed down, Postern included"),
  SYS_RESOURCE(24, "limits may be exceeded"),
  SYS_TIME(25, "the clock may be set, and so when policies expire"),
  SYS_TTY_CONFIG(26, "terminals may be taken over, and with them whoever uses them outside"),
  MKNOD(27, "devices may be made: a disk written directly is every file on it"),
  LEASE(28, "leases on files may be taken"),
  AUDIT_WRITE(29, "records may be written to the audit log"),
  AUDIT_CONTROL(30, "the audit log may be switched off"),
  SETFCAP(31, "files may be given capabilities, for others who execute them"),
  MAC_OVERRIDE(32, "mandatory access control may be ignored"),
  MAC_ADMIN(33, "mandatory access control may be changed"),
  SYSLOG(34, "the kernel's log may be read, with addresses that help to attack it"),
  WAKE_ALARM(35, "the machine may be woken"),
  BLOCK_SUSPEND(36, "the machine may be kept awake"),
  AUDIT_READ(37, "the audit log may be read"),
  PERFMON(38, "kernel memory may be read, and other processes be watched"),
  BPF(39, "programs and maps may be loaded, and those that enforce be found by their number"),
  CHECKPOINT_RESTORE(40, "other processes may be examined, and process ids be chosen");

  private static final String PREFIX = "CAP_";

  /** What container runtimes give by default, without raw sockets. */
  private static final Set<Capability> CONTAINER_DEFAULT =
      EnumSet.of(
          CHOWN,
          DAC_OVERRIDE,
          FSETID,
          FOWNER,
          MKNOD,
          SETGID,
          SETUID,
          SETFCAP,
          SETPCAP,
          NET_BIND_SERVICE,
          SYS_CHROOT,
          KILL,
          AUDIT_WRITE);

  private final int number;
  private final String opens;

  Capability(int number, String opens) {
    this.number = number;
    this.opens = opens;
  }

  /** What root keeps when nothing is given back: the default of containers minus NET_RAW. */
  public static Set<Capability> containerDefaultWithoutRawSockets() {
    return EnumSet.copyOf(CONTAINER_DEFAULT);
  }

  /** The capability of a name in either form, {@code NET_RAW} or {@code cap_net_raw}, any case. */
  public static Optional<Capability> named(String name) {
    String bare = bareName(name);
    return Arrays.stream(values()).filter(each -> each.name().equals(bare)).findFirst();
  }

  static String bareName(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper;
  }

  /** What a command gets with it, as a part of a sentence. */
  public String opens() {
    return opens;
  }

  /** Its name as setpriv(1) writes it. */
  String setprivName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The set as the bits of {@code /proc/self/status}. */
  static long mask(Collection<Capability> capabilities) {
    return capabilities.stream().mapToLong(each -> 1L << each.number).sum();
  }
}
