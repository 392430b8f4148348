package dev.postern.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to start the JVM.
 *
 * @param title for the table
 * @param flags for the JVM
 * @param oneArena whether glibc is held to one heap, as ./postern does
 */
record FlagSet(String title, List<String> flags, boolean oneArena) {

  private static final List<String> ACCESS =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  /** What the JDK does by itself: the others are told in relation to this. */
  static FlagSet defaults() {
    return new FlagSet("JDK defaults", ACCESS, false);
  }

  /** As ./postern starts what lives for seconds. */
  static FlagSet postern() {
    return new FlagSet("./postern", JavaCommand.posternFlags(), true);
  }

  /** As ./postern starts a sidecar: the smallest heap, stacks and code cache that serve. */
  static FlagSet sidecar() {
    return new FlagSet("./postern sidecar", JavaCommand.sidecarFlags(), true);
  }

  /** The same with classes loaded, linked and initialised beforehand (JEP 514). */
  FlagSet withCache(Path cache) {
    return new FlagSet(
        title + " + AOT cache", concat(flags, List.of("-XX:AOTCache=" + cache)), oneArena);
  }

  /** The same, writing that cache when the JVM ends. */
  FlagSet training(Path cache) {
    return new FlagSet(title, concat(flags, List.of("-XX:AOTCacheOutput=" + cache)), oneArena);
  }

  /** The same, writing a line to a file for each class that is loaded. */
  FlagSet loggingClasses(Path log) {
    return new FlagSet(
        title, concat(flags, List.of("-Xlog:class+load=info:file=" + log)), oneArena);
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
