package dev.postern.policy.read;

import static dev.postern.policy.read.PolicyProblems.quoted;

import dev.postern.rules.source.ProblemSink;
import dev.postern.rules.source.YamlKeys;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a moment (RFC 3339), cut to its second. */
public record TimeReader(ProblemSink problems) {

  private static final int LONGEST = 40;
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

  /** Null when left out, and null and reported when it is no moment. */
  public @Nullable Instant read(YamlKeys keys, String key) {
    String text = keys.text(key);
    if (text == null) {
      return null;
    }
    Instant moment = parse(text);
    if (moment == null) {
      problems.add(
          keys.place(key),
          quoted(text) + " is not a moment as in RFC 3339",
          "such as 2027-01-31T00:00:00Z");
    }
    return moment;
  }

  /** Null when it is none. */
  public static @Nullable Instant parse(String text) {
    if (text.length() > LONGEST || !RFC_3339.matcher(text).matches()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
