package dev.postern.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command cannot go on for a reason its user can act on. */
public final class CommandFailure extends Exception {

  private final int status;
  private final List<String> lines;
  private final @Nullable String option;

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
    this(status, lines, null);
  }

  private CommandFailure(int status, List<String> lines, @Nullable String option) {
    super(String.join("\n", lines));
    this.status = status;
    this.lines = List.copyOf(lines);
    this.option = option;
  }

  /**
   * An option's value makes no sense. Where it came from is told too, if not from a flag.
   *
   * @param option the option's name, as {@code --pod}
   * @param lines what is wrong with its value
   */
  public static CommandFailure refused(String option, List<String> lines) {
    return new CommandFailure(ExitStatus.USAGE, lines, option);
  }

  /** An option's value makes no sense, for one reason. */
  public static CommandFailure refused(String option, String message) {
    return refused(option, List.of(option + ": " + message));
  }

  /** The exit status. */
  public int status() {
    return status;
  }

  /** The option whose value was refused, or null when it was something else. */
  public @Nullable String option() {
    return option;
  }

  /** What to print. */
  public List<String> lines() {
    return lines;
  }
}
