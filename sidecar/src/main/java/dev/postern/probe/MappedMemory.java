package dev.postern.probe;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;

/** Memory shared with the kernel; the buffer must not be touched after {@link #close()}. */
final class MappedMemory implements AutoCloseable {

  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int MAP_SHARED = 1;
  private static final long MAP_FAILED = -1;

  private final Pointer address;
  private final long length;
  private boolean open = true;

  private MappedMemory(Pointer address, long length) {
    this.address = address;
    this.length = length;
  }

  /** Maps {@code length} bytes of a map's file descriptor from {@code offset}. */
  static MappedMemory map(int fd, long offset, long length, boolean writable) {
    NativeCalls calls = NativeCalls.get();
    int protection = writable ? PROT_READ | PROT_WRITE : PROT_READ;
    Pointer address = calls.libc.mmap(null, length, protection, MAP_SHARED, fd, offset);
    if (address.address() == MAP_FAILED) {
      throw new ProbeException(
          "the kernel's memory could not be mapped (" + calls.lastError() + ")");
    }
    return new MappedMemory(address, length);
  }

  /** The memory in the machine's byte order. */
  ByteBuffer buffer() {
    return MemoryIO.getInstance()
        .newDirectByteBuffer(address.address(), Math.toIntExact(length))
        .order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      NativeCalls.get().libc.munmap(address, length);
    }
  }
}
