package dev.postern.lab;

import java.io.IOException;

/** A program that makes a lab, says what it consists of, and waits to be killed. */
final class LabHolder {

  private LabHolder() {}

  public static void main(String[] arguments) throws IOException {
    Lab lab = Lab.create();
    LabProcess sleeper = lab.start("sh", "-c", "trap '' TERM INT; echo up; sleep 600 & wait; wait");
    sleeper.awaitOutput("up");
    System.out.println(lab.cgroup().path());
    System.out.println(lab.folder());
    ProcessHandle.current().descendants().forEach(process -> System.out.println(process.pid()));
    System.out.println("done");
    System.exit(System.in.read()); // nothing comes
  }
}
