package dev.postern.probe;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.types.off_t;
import jnr.ffi.types.size_t;
import org.jspecify.annotations.Nullable;

/**
 * The few calls of the C library that Java has no other way to. Results as in their man pages.
 * Public because jnr-ffi implements it in another class loader.
 */
public interface Libc {

  static Libc load() {
    return LibraryLoader.create(Libc.class).failImmediately().load("c");
  }

  int open(String path, int flags);

  long read(int fd, Pointer buffer, @size_t long count);

  int close(int fd);

  int flock(int fd, int operation);

  int getpagesize();

  /** Fills a struct timespec: seconds and nanoseconds, a long each. */
  int clock_gettime(int clock, Pointer time);

  /** {@code value} and {@code length} point to an int each. */
  int getsockopt(int fd, int level, int option, Pointer value, Pointer length);

  /**
   * With {@code long} for the addresses jnr-ffi 2.3 passes the arguments shifted: pointers work.
   */
  Pointer mmap(
      @Nullable Pointer address,
      @size_t long length,
      int protection,
      int flags,
      int fd,
      @off_t long offset);

  int munmap(Pointer address, @size_t long length);

  int vsnprintf(Pointer buffer, @size_t long size, Pointer format, Pointer arguments);

  String strerror(int errno);
}
