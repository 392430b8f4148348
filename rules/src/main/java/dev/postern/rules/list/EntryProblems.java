package dev.postern.rules.list;

import dev.postern.rules.source.Place;
import dev.postern.rules.source.Position;
import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceText;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the first entries of a list that are wrong, and of the others how many there are. */
public final class EntryProblems {

  /** A feed of the wrong kind is wrong in every line. */
  public static final int TOLD = 10;

  private final Consumer<Problem> problems;
  private int count;
  private @Nullable Position firstUntold;

  public EntryProblems(Consumer<Problem> problems) {
    this.problems = problems;
  }

  /** An entry is wrong. */
  public void refuse(Position at, String message, @Nullable String suggestion) {
    count++;
    if (count <= TOLD) {
      problems.accept(new Problem(at, message, suggestion));
    } else if (firstUntold == null) {
      firstUntold = at;
    }
  }

  /** An entry is wrong. */
  void refuse(Place at, String message) {
    refuse(SourceText.at(at, "").position(0), message, null);
  }

  /** All entries have been looked at. */
  public void end() {
    if (firstUntold != null) {
      int untold = count - TOLD;
      problems.accept(
          new Problem(
              firstUntold,
              untold == 1
                  ? "this entry is wrong too"
                  : "this entry is wrong too, and " + (untold - 1) + " more after it"));
      firstUntold = null;
    }
  }
}
