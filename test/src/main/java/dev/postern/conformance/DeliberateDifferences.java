package dev.postern.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where Postern means to differ, from {@code deliberate.differences}: a line for each, with the
 * suite, the expression or the test's name, and the reason, separated by {@code " | "}.
 */
final class DeliberateDifferences {

  private static final String FILE = "deliberate.differences";

  private final Map<String, String> reasons = new HashMap<>();

  private DeliberateDifferences() {}

  static DeliberateDifferences read() {
    DeliberateDifferences differences = new DeliberateDifferences();
    try (InputStream file =
        Objects.requireNonNull(DeliberateDifferences.class.getResourceAsStream(FILE), FILE)) {
      for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        int suiteEnd = line.indexOf(" | ");
        int reasonStart = line.lastIndexOf(" | ");
        if (line.startsWith("#") || line.isBlank()) {
          continue;
        }
        if (suiteEnd < 0 || reasonStart == suiteEnd) {
          throw new IllegalStateException(FILE + ": not SUITE | EXPRESSION | REASON: " + line);
        }
        differences.reasons.put(line.substring(0, reasonStart), line.substring(reasonStart + 3));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return differences;
  }

  /** Why they differ, or null when they should not. */
  @Nullable String reason(String suite, String subject) {
    return reasons.get(suite + " | " + subject);
  }
}
