package dev.postern.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntConsumer;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/** A BPF map by its file descriptor. Buffers are in the machine's byte order. */
final class BpfMap {

  /** ENOENT: the walk has reached the end. */
  private static final int NO_MORE = 2;

  private static final int CLEARED = 64;

  private final String name;
  private final int fd;
  private final int keyBytes;
  private final int valueBytes;

  BpfMap(String name, int fd, int keyBytes, int valueBytes) {
    this.name = name;
    this.fd = fd;
    this.keyBytes = keyBytes;
    this.valueBytes = valueBytes;
  }

  int fd() {
    return fd;
  }

  /** Sets an entry of an array. */
  void set(int index, int value) {
    NativeCalls calls = NativeCalls.get();
    ByteBuffer key = buffer(keyBytes).putInt(0, index);
    ByteBuffer entry = buffer(valueBytes).putInt(0, value);
    if (calls.bpf.bpf_map_update_elem(fd, pointer(key), pointer(entry), 0) != 0) {
      throw new ProbeException("map " + name + " refused an entry (" + calls.lastError() + ")");
    }
  }

  /** The sum over all CPUs of an entry of a per-CPU array of 64-bit values. */
  long sumOverCpus(int index) {
    NativeCalls calls = NativeCalls.get();
    int cpus = calls.bpf.libbpf_num_possible_cpus();
    ByteBuffer key = buffer(keyBytes).putInt(0, index);
    ByteBuffer values = buffer(cpus * Long.BYTES);
    if (calls.bpf.bpf_map_lookup_elem(fd, pointer(key), pointer(values)) != 0) {
      throw new ProbeException("map " + name + " cannot be read (" + calls.lastError() + ")");
    }
    long sum = 0;
    for (int cpu = 0; cpu < cpus; cpu++) {
      sum += values.getLong(cpu * Long.BYTES);
    }
    return sum;
  }

  /**
   * Takes every entry out of a hash map that nobody writes to meanwhile (Linux 5.6).
   *
   * @param batch how many entries the buffers have room for
   * @param keys receives keys, one after the other
   * @param values receives the values in the same order
   * @param each is called for every entry with its number in the buffers
   */
  void takeAll(int batch, ByteBuffer keys, ByteBuffer values, IntConsumer each) {
    NativeCalls calls = NativeCalls.get();
    ByteBuffer count = buffer(Integer.BYTES);
    ByteBuffer position = buffer(Integer.BYTES);
    Pointer from = null;
    int result;
    do {
      count.putInt(0, batch);
      result =
          calls.bpf.bpf_map_lookup_and_delete_batch(
              fd, from, pointer(position), pointer(keys), pointer(values), pointer(count), null);
      if (result != 0 && result != -NO_MORE) {
        throw new ProbeException(
            "map " + name + " cannot be emptied (" + calls.libc.strerror(-result) + ")");
      }
      for (int entry = 0; entry < count.getInt(0); entry++) {
        each.accept(entry);
      }
      from = pointer(position);
    } while (result == 0);
  }

  /** Sets an entry. */
  void put(ByteBuffer key, ByteBuffer value) {
    NativeCalls calls = NativeCalls.get();
    if (calls.bpf.bpf_map_update_elem(fd, pointer(key), pointer(value), 0) != 0) {
      throw new ProbeException("map " + name + " refused an entry (" + calls.lastError() + ")");
    }
  }

  /** Reads an entry; false if there is none. */
  boolean get(ByteBuffer key, ByteBuffer value) {
    NativeCalls calls = NativeCalls.get();
    return calls.bpf.bpf_map_lookup_elem(fd, pointer(key), pointer(value)) == 0;
  }

  /** Removes an entry, if it is there. */
  void remove(ByteBuffer key) {
    NativeCalls.get().bpf.bpf_map_delete_elem(fd, pointer(key));
  }

  /**
   * Makes these the keys of a map, each with the value 1: those that are new first, so that none
   * that stays is ever missing.
   */
  void replaceKeys(Collection<ByteBuffer> wanted) {
    ByteBuffer one = buffer(valueBytes);
    one.put(0, (byte) 1);
    wanted.forEach(key -> put(key, one));
    for (ByteBuffer key : keys()) {
      if (!wanted.contains(key)) {
        remove(key);
      }
    }
  }

  /** All keys, each in a buffer of its own. */
  List<ByteBuffer> keys() {
    NativeCalls calls = NativeCalls.get();
    List<ByteBuffer> keys = new ArrayList<>();
    @Nullable Pointer last = null;
    while (true) {
      ByteBuffer next = buffer(keyBytes);
      if (calls.bpf.bpf_map_get_next_key(fd, last, pointer(next)) != 0) {
        return keys;
      }
      keys.add(next);
      last = pointer(next);
    }
  }

  /** Takes every entry out of a map that cannot do so in batches. */
  void removeAll() {
    NativeCalls calls = NativeCalls.get();
    Pointer key = pointer(buffer(keyBytes));
    while (calls.bpf.bpf_map_get_next_key(fd, null, key) == 0) {
      if (calls.bpf.bpf_map_delete_elem(fd, key) != 0) {
        throw new ProbeException("map " + name + " keeps an entry (" + calls.lastError() + ")");
      }
    }
  }

  /** Takes every entry out of a hash map and forgets it. */
  void clear() {
    takeAll(CLEARED, buffer(CLEARED * keyBytes), buffer(CLEARED * valueBytes), _ -> {});
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static Pointer pointer(ByteBuffer buffer) {
    return Pointer.wrap(NativeCalls.get().runtime, buffer);
  }
}
