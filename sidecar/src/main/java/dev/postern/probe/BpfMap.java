package dev.postern.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.BiConsumer;
import jnr.ffi.Pointer;

/** A BPF map by its file descriptor. Buffers are in the machine's byte order. */
final class BpfMap {

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
   * Walks all entries. Entries that come or go meanwhile may be missed or seen twice, as with any
   * walk of a live hash map; {@code limit} bounds the walk all the same.
   */
  void forEach(int limit, BiConsumer<ByteBuffer, ByteBuffer> entry) {
    NativeCalls calls = NativeCalls.get();
    ByteBuffer key = buffer(keyBytes);
    ByteBuffer next = buffer(keyBytes);
    ByteBuffer value = buffer(valueBytes);
    Pointer previous = null;
    for (int i = 0; i < limit; i++) {
      if (calls.bpf.bpf_map_get_next_key(fd, previous, pointer(next)) != 0) {
        return;
      }
      if (calls.bpf.bpf_map_lookup_elem(fd, pointer(next), pointer(value)) == 0) {
        entry.accept(next, value);
      }
      key.put(0, next, 0, keyBytes);
      previous = pointer(key);
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static Pointer pointer(ByteBuffer buffer) {
    return Pointer.wrap(NativeCalls.get().runtime, buffer);
  }
}
