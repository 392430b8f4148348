package dev.postern.abi;

import dev.postern.abi.KernelEvent.Described;
import dev.postern.abi.KernelEvent.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a {@code struct process_event} behind its header. */
final class DescriptionReader {

  private final ProcessKeyReader parent;
  private final ContextReader context;
  private final int exeBytesAt;
  private final int argsBytesAt;
  private final int flagsAt;
  private final Layout.Place comm;
  private final Layout.Place exe;
  private final Layout.Place args;
  private final long exeTruncated;

  DescriptionReader(Layout layout) {
    parent = new ProcessKeyReader(layout, "process_event.parent");
    context = new ContextReader(layout, "process_event.context");
    exeBytesAt = layout.offset("process_event.exe_bytes", Short.BYTES);
    argsBytesAt = layout.offset("process_event.args_bytes", Short.BYTES);
    flagsAt = layout.offset("process_event.flags", Integer.BYTES);
    comm = layout.place("process_event.comm");
    exe = layout.place("process_event.exe");
    args = layout.place("process_event.args");
    exeTruncated = layout.number("process_flag.PROCESS_EXE_TRUNCATED");
  }

  Described read(ByteBuffer bytes, int at, Header header, boolean exec) {
    List<String> name = strings(bytes, at + comm.offset(), comm.size());
    boolean truncated = (bytes.getInt(at + flagsAt) & exeTruncated) != 0;
    return new Described(
        header,
        exec,
        parent.read(bytes, at),
        name.isEmpty() ? "" : name.getFirst(),
        path(strings(bytes, at + exe.offset(), used(bytes, at + exeBytesAt, exe)), truncated),
        strings(bytes, at + args.offset(), used(bytes, at + argsBytesAt, args)),
        context.read(bytes, at));
  }

  private static int used(ByteBuffer bytes, int at, Layout.Place room) {
    return Math.min(Short.toUnsignedInt(bytes.getShort(at)), room.size());
  }

  /** The kernel walks from the file upwards; a path is read downwards. */
  private static @Nullable String path(List<String> components, boolean truncated) {
    if (components.isEmpty()) {
      return null;
    }
    return (truncated ? ".../" : "/") + String.join("/", components.reversed());
  }

  /** NUL-ended strings; one that is cut off at the end counts. Invalid UTF-8 becomes U+FFFD. */
  private static List<String> strings(ByteBuffer bytes, int at, int length) {
    byte[] copy = new byte[length];
    bytes.get(at, copy);
    List<String> strings = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length ? i > start : copy[i] == 0) {
        strings.add(new String(copy, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    return strings;
  }
}
