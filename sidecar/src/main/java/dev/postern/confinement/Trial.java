package dev.postern.confinement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a confined process said of itself.
 *
 * @param status who it was and what it might do
 * @param within the sockets it might connect to
 */
record Trial(ProcessStatus status, Set<Path> within) {

  private static final String WITHIN = "within:";

  /** Runs a chain that ends in {@link ConfinementScripts#REPORT}. */
  static Trial run(List<String> argv) throws ConfinementException {
    try {
      Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
      try {
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new ConfinementException(
              "the command cannot be confined: "
                  + String.join(" ", said.lines().toList()).replace("postern run: ", ""));
        }
        return parse(said.lines().toList());
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new ConfinementException("the command cannot be confined: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConfinementException("interrupted while trying out the confinement");
    }
  }

  private static Trial parse(List<String> lines) {
    return new Trial(
        ProcessStatus.parse(lines),
        lines.stream()
            .filter(line -> line.startsWith(WITHIN))
            .map(line -> Path.of(line.substring(WITHIN.length())))
            .collect(Collectors.toSet()));
  }
}
