package dev.postern.abi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The reviewed layout of the ABI, for tests that build records without the compiled probe. */
public final class GoldenLayout {

  static final Path FILE = Path.of("src/test/resources/event-layout.golden");

  private GoldenLayout() {}

  public static Layout read() throws IOException {
    return Layout.parse(Files.readAllLines(FILE));
  }
}
