package dev.postern.run;

import java.util.List;

/** A mount namespace that ends with the process in it: what a test does to files stays inside. */
final class PrivateMachine {

  private PrivateMachine() {}

  /**
   * A prefix that runs a shell script before it becomes what follows.
   *
   * @param script what to change; a failure of any of its commands is the end
   */
  static List<String> with(String script) {
    return List.of(
        "unshare",
        "--mount",
        "--propagation",
        "private",
        "/bin/sh",
        "-ec",
        script + "\nexec \"$@\"",
        "machine");
  }
}
