package dev.postern.reload;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was to be loaded cannot be used. */
public final class LoadFailure extends Exception {

  private final List<String> lines;
  private final @Nullable String option;

  /**
   * Nothing was loaded.
   *
   * @param lines at least one: each thing that is wrong, with its place
   */
  public LoadFailure(List<String> lines) {
    this(null, lines);
  }

  /**
   * Nothing was loaded.
   *
   * @param option whose value is at fault, as {@code --rules}; null when the content is
   */
  LoadFailure(@Nullable String option, List<String> lines) {
    super(String.join("\n", lines));
    this.lines = List.copyOf(lines);
    this.option = option;
  }

  public List<String> lines() {
    return lines;
  }

  public @Nullable String option() {
    return option;
  }
}
