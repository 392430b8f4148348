package dev.postern.probe;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * An object file in libbpf's hands: opened, loaded into the kernel, attached; closed in reverse.
 */
final class BpfObject implements AutoCloseable {

  private static final String NAME = "postern";
  private static final int EPERM = 1;
  private static final int QUERY_EFFECTIVE = 1;
  private static final int EAGAIN = 11;
  private static final int MOST_PAUSES = 100;

  private final NativeCalls calls = NativeCalls.get();
  private final Pointer object;
  private @Nullable Pins pins;
  private final SequencedMap<Hook, Pointer> links = new LinkedHashMap<>();
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
   * Has the maps of these pins used, as far as they are there, and everything pinned there. Before
   * {@link #load()}.
   */
  void keepAt(Pins where) {
    pins = where;
    for (Pointer map = calls.bpf.bpf_object__next_map(object, null);
        map != null;
        map = calls.bpf.bpf_object__next_map(object, map)) {
      // Constants of the programs are theirs alone.
      if (!calls.bpf.bpf_map__is_internal(map)) {
        String path = where.map(calls.bpf.bpf_map__name(map)).toString();
        if (calls.bpf.bpf_map__set_pin_path(map, path) != 0) {
          throw new ProbeException("a map cannot be pinned at " + path);
        }
        keepSize(map, path);
      }
    }
  }

  /** A map that is there keeps its size, whatever is asked for now. */
  private void keepSize(Pointer map, String path) {
    int fd = calls.bpf.bpf_obj_get(path);
    if (fd >= 0) {
      calls.bpf.bpf_map__set_max_entries(map, MapInfo.of(fd).maxEntries());
      calls.libc.close(fd);
    }
  }

  /** How many entries a map has room for; for a ring its bytes. */
  int maxEntries(String map) {
    return calls.bpf.bpf_map__max_entries(findMap(map));
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
   * @param cgroupFd the scope; only what is attached to a cgroup needs it
   * @return null on success, otherwise the reason in one line
   */
  @Nullable String attach(Hook hook, int cgroupFd) {
    Pins kept = hook.trigger().isLasting() ? pins : null;
    if (kept != null && hook.trigger() == Hook.Trigger.CGROUP && kept.hasLink(hook)) {
      return takeOver(hook, kept);
    }
    Pointer link =
        switch (hook.trigger()) {
          case CGROUP -> calls.bpf.bpf_program__attach_cgroup(program(hook), cgroupFd);
          case TRACEPOINT -> calls.bpf.bpf_program__attach(program(hook));
          case ITERATOR -> calls.bpf.bpf_program__attach_iter(program(hook), null);
          case CALL -> null;
        };
    if (link == null) {
      return hook.trigger() == Hook.Trigger.CALL ? null : refusal(hook, cgroupFd);
    }
    links.put(hook, link);
    return kept == null ? null : pin(link, hook, kept);
  }

  /** Puts the program in the place of the one that was left there: at no moment is there none. */
  private @Nullable String takeOver(Hook hook, Pins kept) {
    Pointer link = calls.bpf.bpf_link__open(kept.link(hook).toString());
    if (link == null) {
      return calls.lastError();
    }
    links.put(hook, link);
    int result = calls.bpf.bpf_link__update_program(link, program(hook));
    return result == 0 ? null : calls.libc.strerror(-result);
  }

  /**
   * A tracepoint's link cannot be updated: the new one is pinned before the old one goes, so that
   * there is one whenever this process is killed.
   */
  private @Nullable String pin(Pointer link, Hook hook, Pins kept) {
    int result = calls.bpf.bpf_link__pin(link, kept.freshLink(hook).toString());
    if (result != 0) {
      return calls.libc.strerror(-result);
    }
    kept.replaceLink(hook);
    return null;
  }

  private String refusal(Hook hook, int cgroupFd) {
    int error = calls.errno();
    String reason = calls.libc.strerror(error);
    return error == EPERM && hook.trigger() == Hook.Trigger.CGROUP
        ? ExclusiveAttachment.explain(
            calls.bpf.bpf_program__expected_attach_type(program(hook)), cgroupFd, reason)
        : reason;
  }

  /** Whether programs of others run at a hook too, here or in a parent cgroup. */
  boolean isShared(Hook hook, int cgroupFd) {
    Pointer count = Memory.allocateDirect(calls.runtime, Integer.BYTES, true);
    int type = calls.bpf.bpf_program__expected_attach_type(program(hook));
    calls.bpf.bpf_prog_query(cgroupFd, type, QUERY_EFFECTIVE, null, null, count);
    return count.getInt(0) > 1;
  }

  /** Runs an attached iterator's program for everything that it iterates over. */
  void iterate(Hook hook) {
    int fd = calls.bpf.bpf_iter_create(calls.bpf.bpf_link__fd(links.get(hook)));
    if (fd < 0) {
      throw new ProbeException(
          "iterator %s cannot be opened (%s)"
              .formatted(hook.attachPoint(), calls.libc.strerror(-fd)));
    }
    try {
      // The programs write nothing, so a read goes all the way to the end, but for a pause after
      // every million objects (Linux, kernel/bpf/bpf_iter.c).
      Pointer nothing = Memory.allocateDirect(calls.runtime, 1);
      for (int pauses = 0; calls.libc.read(fd, nothing, 1) != 0; pauses++) {
        if (calls.errno() != EAGAIN || pauses == MOST_PAUSES) {
          throw new ProbeException(
              "iterator %s ended early (%s)".formatted(hook.attachPoint(), calls.lastError()));
        }
      }
    } finally {
      calls.libc.close(fd);
    }
  }

  /** Runs a program that is attached to nothing, once, with one argument. */
  void call(Hook hook, long argument) {
    Pointer context = Memory.allocateDirect(calls.runtime, Long.BYTES);
    context.putLong(0, argument);
    // struct bpf_test_run_opts: its size, the context and the context's size.
    Pointer options = Memory.allocateDirect(calls.runtime, 80, true);
    options.putLong(0, 80);
    options.putPointer(32, context);
    options.putInt(48, Long.BYTES);
    int result =
        calls.bpf.bpf_prog_test_run_opts(calls.bpf.bpf_program__fd(program(hook)), options);
    if (result != 0) {
      throw new ProbeException(
          "program %s cannot be run (%s)".formatted(hook.program(), calls.libc.strerror(-result)));
    }
  }

  BpfMap map(String name, int keyBytes, int valueBytes) {
    return new BpfMap(name, calls.bpf.bpf_map__fd(findMap(name)), keyBytes, valueBytes);
  }

  /** Takes every entry out of a hash map. */
  void clear(String name) {
    Pointer found = findMap(name);
    map(name, calls.bpf.bpf_map__key_size(found), calls.bpf.bpf_map__value_size(found)).clear();
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
      // What is pinned goes on all the same.
      links.sequencedValues().reversed().forEach(calls.bpf::bpf_link__destroy);
      calls.bpf.bpf_object__close(object);
    }
  }
}
