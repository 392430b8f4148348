package dev.postern.enforce;

/** What a process gets that a policy refuses: never a time-out. */
public enum Refusing {
  /** As if nobody listened there; most programs know what to do then. */
  ECONNREFUSED(111),
  /** As if it were a firewall of the machine's. */
  EPERM(1);

  private final int errno;

  Refusing(int errno) {
    this.errno = errno;
  }

  /** Linux' number. */
  public int errno() {
    return errno;
  }
}
