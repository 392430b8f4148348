package dev.postern.lab;

/**
 * How a command ended.
 *
 * @param command what ran, for messages
 * @param status exit status; 128 + N after signal N
 * @param output what it wrote to its standard output
 * @param errors what it wrote to its standard error
 */
public record CommandResult(String command, int status, String output, String errors) {

  /** This result, when the status is 0. */
  public CommandResult orThrow() {
    if (status != 0) {
      throw new LabException("status %d from %s: %s".formatted(status, command, errors.strip()));
    }
    return this;
  }
}
