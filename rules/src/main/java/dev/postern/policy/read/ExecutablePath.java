package dev.postern.policy.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The path of a program as its container sees it: what the kernel tells at exec, nothing else. */
final class ExecutablePath {

  /** What the kernel's maps hold of a path, its final NUL included. */
  private static final int SIZE = 256;

  private ExecutablePath() {}

  /** What is wrong with a path, to be read after it; null when nothing is. */
  static @Nullable String fault(String path) {
    if (!path.startsWith("/")) {
      return "is not an absolute path";
    }
    if (path.length() >= SIZE || path.getBytes(StandardCharsets.UTF_8).length >= SIZE) {
      return "is longer than " + (SIZE - 1) + " bytes";
    }
    if (path.chars().anyMatch(c -> c == '*' || c == '?')) {
      return "has a wildcard: each program is named in full";
    }
    if (path.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      return "has a control character";
    }
    return path.equals(cleaned(path)) ? null : "is not a clean path, so no program has it";
  }

  /** Without empty parts, {@code .} and {@code ..}; null when nothing is left or it is relative. */
  static @Nullable String cleaned(String path) {
    if (!path.startsWith("/") || path.length() > 16 * SIZE) {
      return null;
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return parts.isEmpty() ? null : "/" + String.join("/", parts);
  }
}
