package dev.postern.bypass;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The Python programs beside these tests. */
final class Script {

  private Script() {}

  /** The command that runs one. */
  static List<String> command(String name, Object... arguments) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-SE", "-c", text(name)));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  private static String text(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
