package dev.postern.bench;

import java.io.IOException;

/** The other end, outside the scope. Ends with its input, so also when this JVM is killed. */
final class Server implements AutoCloseable {

  private final Process process;
  private final int port;

  private Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param mode accept, echo, discard or datagrams: see server.c
   */
  static Server start(String mode) {
    try {
      Process process =
          new ProcessBuilder(Programs.command("server", mode))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String line = process.inputReader().readLine();
      if (line == null) {
        throw new BenchFailure("the server '" + mode + "' does not start");
      }
      return new Server(process, Integer.parseInt(line));
    } catch (IOException e) {
      throw new BenchFailure("the server '" + mode + "' does not start: " + e.getMessage(), e);
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
