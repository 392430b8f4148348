package dev.postern.probe;

import java.util.OptionalInt;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/** The address family of a socket that this process was started with (socket(7), SO_DOMAIN). */
public final class SocketDomain {

  /** Sockets of one machine: AF_UNIX. */
  public static final int LOCAL = 1;

  private static final int SOL_SOCKET = 1;
  private static final int SO_DOMAIN = 39;

  private SocketDomain() {}

  /** The family; none when the descriptor is closed or no socket. */
  public static OptionalInt of(int fd) {
    NativeCalls calls = NativeCalls.get();
    Pointer family = Memory.allocateDirect(calls.runtime, Integer.BYTES, true);
    Pointer length = Memory.allocateDirect(calls.runtime, Integer.BYTES, true);
    length.putInt(0, Integer.BYTES);
    return calls.libc.getsockopt(fd, SOL_SOCKET, SO_DOMAIN, family, length) == 0
        ? OptionalInt.of(family.getInt(0))
        : OptionalInt.empty();
  }
}
