package dev.postern.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace of a test's own, for what must not be set for the whole machine. It lives as
 * long as the process that keeps it, which ends with this JVM.
 */
final class Network implements AutoCloseable {

  private final Program keeper;

  private Network(Program keeper) {
    this.keeper = keeper;
  }

  /** With a loopback that is up and what a shell script makes besides. */
  static Network create(String script) {
    Program keeper =
        Program.start(
            List.of(
                "/usr/bin/unshare",
                "--net",
                "/bin/sh",
                "-ec",
                "ip link set lo up\n" + script + "\necho made; exec cat"));
    String said = keeper.line();
    if (!said.equals("made")) {
      keeper.close();
      throw new AssertionError("no network: " + said);
    }
    return new Network(keeper);
  }

  /** The command, in this network. */
  List<String> entering(List<String> command) {
    List<String> entering =
        new ArrayList<>(
            List.of("/usr/bin/nsenter", "--target", String.valueOf(keeper.pid()), "--net", "--"));
    entering.addAll(command);
    return entering;
  }

  @Override
  public void close() {
    keeper.close();
  }
}
