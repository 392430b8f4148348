package dev.postern.cli;

import java.util.List;

/** A command cannot go on for a reason its user can act on. */
public final class CommandFailure extends Exception {

  private final int status;
  private final List<String> lines;

  /**
   * A failure that is told in one line.
   *
   * @param status the exit status
   * @param message what, where, what to do
   */
  public CommandFailure(int status, String message) {
    this(status, List.of(message));
  }

  /** A failure with several causes, a line each. */
  public CommandFailure(int status, List<String> lines) {
    super(String.join("\n", lines));
    this.status = status;
    this.lines = List.copyOf(lines);
  }

  /** The exit status. */
  public int status() {
    return status;
  }

  /** What to print. */
  public List<String> lines() {
    return lines;
  }
}
