package dev.postern.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The programs in C beside these tests, which do what no script can. */
public final class Tester {

  /** Maven starts tests in the module's folder, test/vm in the checkout's. */
  private static final List<String> FOLDERS = List.of("target/testers", "test/target/testers");

  private Tester() {}

  /** The command that starts one. */
  public static List<String> command(String name, Object... arguments) {
    List<String> command = new ArrayList<>(List.of(path(name).toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return command;
  }

  /** Where it is, absolute and without links: as the kernel names it. */
  static Path path(String name) {
    return FOLDERS.stream()
        .map(folder -> Path.of(folder, name).toAbsolutePath())
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no tester " + name + ": ./dev build compiles them"));
  }
}
