package dev.postern.abi;

import dev.postern.event.ProcessContext;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads a {@code struct process_context} that is a member of something. */
final class ContextReader {

  private final int effectiveAt;
  private final int permittedAt;
  private final int inheritableAt;
  private final int pidAt;
  private final int parentPidAt;
  private final int groupAt;
  private final int namespaceGroupAt;
  private final int sessionAt;
  private final int namespaceSessionAt;
  private final int terminalAt;
  private final int loginAt;

  ContextReader(Layout layout, String member) {
    effectiveAt = layout.offset(member + ".cap_effective", Long.BYTES);
    permittedAt = layout.offset(member + ".cap_permitted", Long.BYTES);
    inheritableAt = layout.offset(member + ".cap_inheritable", Long.BYTES);
    pidAt = layout.offset(member + ".ns_pid", Integer.BYTES);
    parentPidAt = layout.offset(member + ".ns_parent_pid", Integer.BYTES);
    groupAt = layout.offset(member + ".pgid", Integer.BYTES);
    namespaceGroupAt = layout.offset(member + ".ns_pgid", Integer.BYTES);
    sessionAt = layout.offset(member + ".sid", Integer.BYTES);
    namespaceSessionAt = layout.offset(member + ".ns_sid", Integer.BYTES);
    terminalAt = layout.offset(member + ".tty", Integer.BYTES);
    loginAt = layout.offset(member + ".loginuid", Integer.BYTES);
  }

  /** Null where there is no pid, which every process has. */
  @Nullable ProcessContext read(ByteBuffer bytes, int at) {
    int pid = bytes.getInt(at + pidAt);
    return pid == 0
        ? null
        : new ProcessContext(
            pid,
            bytes.getInt(at + parentPidAt),
            bytes.getInt(at + groupAt),
            bytes.getInt(at + namespaceGroupAt),
            bytes.getInt(at + sessionAt),
            bytes.getInt(at + namespaceSessionAt),
            bytes.getInt(at + terminalAt),
            bytes.getInt(at + loginAt),
            bytes.getLong(at + effectiveAt),
            bytes.getLong(at + permittedAt),
            bytes.getLong(at + inheritableAt));
  }
}
