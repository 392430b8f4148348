package dev.postern.rules.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * {@code pmatch}: a path that lies at or below one of the given paths, whose components may be
 * patterns.
 */
final class PathPrefixes implements Predicate<String> {

  private final List<List<Glob>> prefixes = new ArrayList<>();

  PathPrefixes(List<String> paths) {
    for (String path : paths) {
      prefixes.add(components(path).stream().map(part -> new Glob(part, false)).toList());
    }
  }

  @Override
  public boolean test(String path) {
    List<String> parts = components(path);
    for (List<Glob> prefix : prefixes) {
      if (startsWith(parts, prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(List<String> parts, List<Glob> prefix) {
    if (parts.size() < prefix.size()) {
      return false;
    }
    for (int i = 0; i < prefix.size(); i++) {
      if (!prefix.get(i).test(parts.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The path's components; doubled and trailing slashes count for nothing. */
  private static List<String> components(String path) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (end > start) {
        parts.add(path.substring(start, end));
      }
      start = end + 1;
    }
    return parts;
  }
}
