package dev.postern.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A version of Falco's rule engine: {@code 0.62.0}. */
record EngineVersion(int major, int minor, int patch) {

  /** Falco ignores what follows the third number. */
  private static final Pattern SEMANTIC =
      Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(?:\\D.*)?");

  private static final Pattern MINOR = Pattern.compile("\\d{1,9}");

  /** Reads {@code x.y.z}, or a single number, which is the minor one of the engine at hand. */
  static @Nullable EngineVersion parse(String text, EngineVersion engine) {
    return MINOR.matcher(text).matches()
        ? new EngineVersion(engine.major, Integer.parseInt(text), engine.patch)
        : semantic(text);
  }

  static @Nullable EngineVersion semantic(String text) {
    Matcher matcher = SEMANTIC.matcher(text);
    return matcher.matches()
        ? new EngineVersion(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)))
        : null;
  }

  /** Whether this engine can read a file that asks for another: same major number, not older. */
  boolean satisfies(EngineVersion required) {
    return major == required.major
        && (minor > required.minor || (minor == required.minor && patch >= required.patch));
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
