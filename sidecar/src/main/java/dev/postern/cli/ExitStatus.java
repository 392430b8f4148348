package dev.postern.cli;

/** Exit statuses of the command line. */
public final class ExitStatus {

  /** It did what it says. */
  public static final int OK = 0;

  /** It could not, or the answer is no. */
  public static final int FAILED = 1;

  /** The command line is wrong; nothing was done. */
  public static final int USAGE = 2;

  private ExitStatus() {}
}
