package dev.postern.rules.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * {@code pmatch}: a path that lies at or below one of the given paths, whose components may be
 * patterns. A component without {@code *}, {@code ?} and {@code [} is none: its backslashes are
 * characters like others. Doubled and trailing slashes count for nothing. Allocates nothing.
 */
final class PathPrefixes implements Predicate<String> {

  /** One component of a path. */
  private sealed interface Component {
    record Name(String name) implements Component {
      @Override
      public boolean fits(String path, int start, int end) {
        return end - start == name.length() && path.startsWith(name, start);
      }
    }

    record Pattern(Glob glob) implements Component {
      @Override
      public boolean fits(String path, int start, int end) {
        return glob.test(path, start, end);
      }
    }

    boolean fits(String path, int start, int end);
  }

  private final Component[][] prefixes;

  PathPrefixes(List<String> paths) {
    prefixes = paths.stream().map(PathPrefixes::components).toArray(Component[][]::new);
  }

  @Override
  public boolean test(String path) {
    for (Component[] prefix : prefixes) {
      if (startsWith(path, prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(String path, Component[] prefix) {
    int end = 0;
    for (Component component : prefix) {
      int start = start(path, end);
      end = end(path, start);
      if (start == end || !component.fits(path, start, end)) {
        return false;
      }
    }
    return true;
  }

  private static Component[] components(String path) {
    List<Component> components = new ArrayList<>();
    int start = start(path, 0);
    while (start < path.length()) {
      int end = end(path, start);
      String name = path.substring(start, end);
      boolean pattern = name.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
      components.add(
          pattern ? new Component.Pattern(new Glob(name, false)) : new Component.Name(name));
      start = start(path, end);
    }
    return components.toArray(Component[]::new);
  }

  /** Where the next component begins. */
  private static int start(String path, int from) {
    int at = from;
    while (at < path.length() && path.charAt(at) == '/') {
      at++;
    }
    return at;
  }

  private static int end(String path, int start) {
    int slash = path.indexOf('/', start);
    return slash < 0 ? path.length() : slash;
  }
}
