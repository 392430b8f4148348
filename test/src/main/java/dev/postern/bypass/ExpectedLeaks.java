package dev.postern.bypass;

import dev.postern.lab.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Routes that no policy closes, with the reason why; from {@code expected.leaks} beside this class,
 * whose lines are a route's name, a bar and the reason.
 *
 * @param reasons by the row's name
 */
public record ExpectedLeaks(Map<String, String> reasons) {

  private static final String FILE = "expected.leaks";

  /** Those that are known. */
  public static ExpectedLeaks known() {
    Map<String, String> reasons = new LinkedHashMap<>();
    text()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> add(reasons, line));
    return new ExpectedLeaks(reasons);
  }

  private static void add(Map<String, String> reasons, String line) {
    int bar = line.indexOf(" | ");
    if (bar < 0) {
      throw new LabException(FILE + ": no reason in: " + line);
    }
    if (reasons.put(line.substring(0, bar).strip(), line.substring(bar + 3).strip()) != null) {
      throw new LabException(FILE + ": twice: " + line);
    }
  }

  private static String text() {
    try (InputStream in = ExpectedLeaks.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new LabException("not on the class path: " + FILE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why a row leads out, or nothing. */
  String reason(Row row) {
    return reasons.getOrDefault(row.name(), "");
  }

  /** Whether a row is known to lead out whatever the policy says. */
  public boolean contains(Row row) {
    return reasons.containsKey(row.name());
  }
}
