package dev.postern.probe;

import java.util.ArrayDeque;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** libbpf and libc, loaded once for the process, and what libbpf last complained about. */
final class NativeCalls {

  private static final int LINE_BYTES = 4096;
  private static final int COMPLAINTS_KEPT = 200;

  /** Loaded at the first use, so that commands without a probe need no native library. */
  private static final class Loaded {
    static final NativeCalls CALLS = new NativeCalls();
  }

  final Libbpf bpf;
  final Libc libc;
  final Runtime runtime;

  /** Held here because native code keeps only its address. */
  private final Libbpf.Print print;

  private final ArrayDeque<String> complaints = new ArrayDeque<>();

  private NativeCalls() {
    bpf = Libbpf.load();
    libc = Libc.load();
    runtime = Runtime.getRuntime(bpf);
    print = this::keep;
    bpf.libbpf_set_print(print);
  }

  static NativeCalls get() {
    return Loaded.CALLS;
  }

  /** The errno of this thread's last call. */
  int errno() {
    return runtime.getLastError();
  }

  /** The kernel's words for it. */
  String lastError() {
    return libc.strerror(errno());
  }

  /** Everything libbpf printed since the last call of this, oldest first. */
  synchronized String takeComplaints() {
    String all = String.join("\n", complaints);
    complaints.clear();
    return all;
  }

  private synchronized int keep(int level, Pointer format, Pointer arguments) {
    Pointer line = Memory.allocateDirect(runtime, LINE_BYTES);
    libc.vsnprintf(line, LINE_BYTES, format, arguments);
    complaints.add(line.getString(0).strip());
    if (complaints.size() > COMPLAINTS_KEPT) {
      complaints.remove();
    }
    return 0;
  }
}
