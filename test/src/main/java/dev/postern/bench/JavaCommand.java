package dev.postern.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How a JVM is started: the flags of ./postern, and others to compare them with. */
final class JavaCommand {

  /** Set by ./dev to the flags of ./postern, and of ./postern sidecar. */
  private static final String FLAGS = "postern.bench.flags";

  private static final String SIDECAR_FLAGS = "postern.bench.sidecar-flags";

  private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

  private JavaCommand() {}

  /** The flags of ./postern. */
  static List<String> posternFlags() {
    return flags(FLAGS);
  }

  /** The flags of ./postern sidecar. */
  static List<String> sidecarFlags() {
    return flags(SIDECAR_FLAGS);
  }

  private static List<String> flags(String property) {
    String flags = System.getProperty(property);
    if (flags == null) {
      throw new BenchFailure("start this with ./dev bench, which passes the flags of ./postern");
    }
    return Arrays.asList(flags.split(" ", -1));
  }

  /** The flags of ./postern with both compilers. */
  static List<String> withSecondCompiler() {
    return withSecondCompiler(posternFlags());
  }

  /** The same flags with both compilers. */
  static List<String> withSecondCompiler(List<String> flags) {
    List<String> both = new ArrayList<>(flags);
    if (!both.remove(FIRST_COMPILER_ONLY)) {
      throw new BenchFailure("./postern no longer has " + FIRST_COMPILER_ONLY);
    }
    return both;
  }

  /** The command that runs a main class on this JVM's class path. */
  static List<String> of(List<String> flags, Class<?> main, List<String> arguments) {
    return of(flags, main.getName(), arguments);
  }

  /** The same for a class by name. */
  static List<String> of(List<String> flags, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    return command;
  }
}
