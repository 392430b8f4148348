package dev.postern.run;

import dev.postern.lab.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Rules that say something about connections on loopback, which the shipped ones leave alone. */
final class RunRules {

  private static final String TEXT =
      """
      - rule: First
        desc: every TCP connection
        condition: evt.type = connect and fd.l4proto = tcp
        output: >
          first (pid=%proc.pid name=%proc.name parent=%proc.pname to=%fd.rip port=%fd.rport
          id=%container.id container=%container.name image=%container.image.repository
          tag=%container.image.tag ns=%k8s.ns.name pod=%k8s.pod.name)
        priority: WARNING
      - rule: Second
        desc: the same again
        condition: evt.type = connect and fd.l4proto = tcp
        output: second (port=%fd.rport)
        priority: NOTICE
      """;

  private RunRules() {}

  static Path writeTo(Path folder) throws IOException {
    return Files.writeString(folder.resolve("rules.yaml"), TEXT);
  }

  /** The rows of the table at the end, their columns one blank apart. */
  static List<String> table(CommandResult result) {
    return result
        .errors()
        .lines()
        .dropWhile(line -> !line.startsWith("PROCESS "))
        .skip(1)
        .map(line -> line.replaceAll(" +", " "))
        .toList();
  }
}
