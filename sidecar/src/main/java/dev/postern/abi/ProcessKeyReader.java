package dev.postern.abi;

import java.nio.ByteBuffer;

/** Reads a {@code struct process_key} that is a member of something. */
final class ProcessKeyReader {

  private final int startAt;
  private final int pidAt;
  private final int execAt;

  ProcessKeyReader(Layout layout, String member) {
    startAt = layout.offset(member + ".start_ns", Long.BYTES);
    pidAt = layout.offset(member + ".pid", Integer.BYTES);
    execAt = layout.offset(member + ".exec_id", Integer.BYTES);
  }

  ProcessKey read(ByteBuffer bytes, int at) {
    return new ProcessKey(
        bytes.getLong(at + startAt), bytes.getInt(at + pidAt), bytes.getInt(at + execAt));
  }
}
