package dev.postern.kernel;

import java.util.List;

/** The tester that attaches programs to a cgroup for as long as it lives. */
final class AttachedPrograms {

  private AttachedPrograms() {}

  static Program start(List<Object> arguments) {
    Program program = Program.start(Tester.command("attach-programs", arguments.toArray()));
    String said = program.line();
    if (!said.equals("ready")) {
      program.close();
      throw new AssertionError("nothing attached: " + said);
    }
    return program;
  }

  static void end(Program program) {
    try {
      program.go();
      program.end();
    } finally {
      program.close();
    }
  }
}
