package dev.postern.bench;

import dev.postern.alert.AlertWriter;
import dev.postern.alert.FalcoJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;

/** Where alerts go: written out as JSON, as in production, to a file. */
final class Sinks {

  private static final Path NOWHERE = Path.of("/dev/null");

  private Sinks() {}

  static AlertWriter json() {
    try {
      return AlertWriter.toFile(NOWHERE, new FalcoJson("bench", ZoneOffset.UTC));
    } catch (IOException e) {
      throw new BenchFailure("/dev/null cannot be written", e);
    }
  }
}
