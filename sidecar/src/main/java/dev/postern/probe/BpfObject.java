package dev.postern.probe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * An object file in libbpf's hands: opened, loaded into the kernel, attached; closed in reverse.
 */
final class BpfObject implements AutoCloseable {

  private static final String NAME = "postern";

  private final NativeCalls calls = NativeCalls.get();
  private final Pointer object;
  private final Deque<Pointer> links = new ArrayDeque<>();
  private boolean open = true;

  private BpfObject(Pointer object) {
    this.object = object;
  }

  /** Parses an object file; nothing reaches the kernel yet. */
  static BpfObject open(byte[] file) {
    NativeCalls calls = NativeCalls.get();
    calls.takeComplaints();
    Pointer bytes = Memory.allocateDirect(calls.runtime, file.length);
    bytes.put(0, file, 0, file.length);
    byte[] text = (NAME + "\0").getBytes(StandardCharsets.US_ASCII);
    Pointer name = Memory.allocateDirect(calls.runtime, text.length);
    name.put(0, text, 0, text.length);
    // struct bpf_object_open_opts up to object_name: without a name, maps are named by address.
    Pointer options = Memory.allocateDirect(calls.runtime, 16, true);
    options.putLong(0, 16);
    options.putPointer(8, name);
    Pointer object = calls.bpf.bpf_object__open_mem(bytes, file.length, options);
    if (object == null) {
      throw new ProbeException(
          "libbpf %s cannot read the probe (%s): install libbpf 1.1 or newer"
              .formatted(calls.bpf.libbpf_version_string(), calls.lastError()));
    }
    return new BpfObject(object);
  }

  void setAutoload(Hook hook, boolean load) {
    calls.bpf.bpf_program__set_autoload(program(hook), load);
  }

  void setMaxEntries(String map, int entries) {
    if (calls.bpf.bpf_map__set_max_entries(findMap(map), entries) != 0) {
      throw new ProbeException(
          "map " + map + " cannot have " + entries + " entries (" + calls.lastError() + ")");
    }
  }

  /**
   * Creates the maps and has the kernel check the programs.
   *
   * @return null on success, otherwise the reason in one line
   */
  @Nullable String load() {
    calls.takeComplaints();
    int result = calls.bpf.bpf_object__load(object);
    return result == 0 ? null : calls.libc.strerror(-result);
  }

  /**
   * Attaches a loaded program where it belongs.
   *
   * @param cgroupFd the scope; process hooks do not need it
   * @return null on success, otherwise the reason in one line
   */
  @Nullable String attach(Hook hook, int cgroupFd) {
    Pointer link =
        hook.attachesToCgroup()
            ? calls.bpf.bpf_program__attach_cgroup(program(hook), cgroupFd)
            : calls.bpf.bpf_program__attach(program(hook));
    if (link == null) {
      return calls.lastError();
    }
    links.push(link);
    return null;
  }

  BpfMap map(String name, int keyBytes, int valueBytes) {
    return new BpfMap(name, calls.bpf.bpf_map__fd(findMap(name)), keyBytes, valueBytes);
  }

  private Pointer findMap(String name) {
    return found(calls.bpf.bpf_object__find_map_by_name(object, name), "map " + name);
  }

  private Pointer program(Hook hook) {
    return found(
        calls.bpf.bpf_object__find_program_by_name(object, hook.program()),
        "program " + hook.program());
  }

  private static Pointer found(@Nullable Pointer pointer, String what) {
    if (pointer == null) {
      throw new ProbeException(
          "the probe object has no " + what + ": build probe and sidecar from one tree");
    }
    return pointer;
  }

  /** Detaches and unloads everything. */
  @Override
  public void close() {
    if (open) {
      open = false;
      links.forEach(calls.bpf::bpf_link__destroy);
      calls.bpf.bpf_object__close(object);
    }
  }
}
