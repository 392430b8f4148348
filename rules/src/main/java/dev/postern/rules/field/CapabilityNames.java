package dev.postern.rules.field;

import java.util.List;
import java.util.StringJoiner;

/** Linux's capabilities (linux/capability.h) as Falco lists them. */
final class CapabilityNames {

  private static final List<String> NAMES =
      List.of(
          """
          CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP \
          LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER \
          SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE \
          SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP \
          MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF \
          CHECKPOINT_RESTORE\
          """
              .split(" ", -1));

  private CapabilityNames() {}

  /** {@code CAP_KILL CAP_BPF}; empty for none. A bit without a name is left out. */
  static String of(long bits) {
    StringJoiner names = new StringJoiner(" ");
    for (int i = 0; i < NAMES.size(); i++) {
      if ((bits >>> i & 1) != 0) {
        names.add("CAP_" + NAMES.get(i));
      }
    }
    return names.toString();
  }
}
