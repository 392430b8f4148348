package dev.postern.scope;

/** A command that cannot be started, found out before anything was. The message is one line. */
public final class CommandNotRunnableException extends Exception {

  /** Exit status for a command that does not exist, as shells give it. */
  public static final int NOT_FOUND = 127;

  /** Exit status for a file that may not be executed, as shells give it. */
  public static final int NOT_EXECUTABLE = 126;

  private final int status;

  CommandNotRunnableException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The exit status a shell would give. */
  public int status() {
    return status;
  }
}
