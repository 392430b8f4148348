package dev.postern.rules;

import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.List;

/** A macro while files are read, and when it was defined. */
final class CollectedMacro {

  private final SourceText name;
  private final int first;
  private int last;
  private final List<SourceText> condition = new ArrayList<>();

  /**
   * A definition.
   *
   * @param first number of the name's first definition
   * @param last number of this one
   */
  CollectedMacro(Definition.Macro macro, int first, int last) {
    this.name = macro.name();
    this.first = first;
    this.last = last;
    condition.add(macro.condition());
  }

  void append(SourceText more, int number) {
    condition.add(more);
    last = number;
  }

  int first() {
    return first;
  }

  SourceText name() {
    return name;
  }

  SourceText condition() {
    return SourceText.appended(condition);
  }

  /** A macro may use only those that were there before it, in whatever version. */
  boolean maySee(CollectedMacro other) {
    return other.first < last;
  }
}
