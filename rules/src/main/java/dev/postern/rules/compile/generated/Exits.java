package dev.postern.rules.compile.generated;

/**
 * What is known where a condition has turned out to hold, and where it has not.
 *
 * @param whenTrue after it held
 * @param whenFalse after it did not
 */
record Exits(Known whenTrue, Known whenFalse) {

  static Exits both(Known known) {
    return new Exits(known, known);
  }

  Exits swapped() {
    return new Exits(/* whenTrue= */ whenFalse, /* whenFalse= */ whenTrue);
  }

  Known when(boolean outcome) {
    return outcome ? whenTrue : whenFalse;
  }

  /** Whatever the outcome. */
  Known merged() {
    return whenTrue.and(whenFalse);
  }
}
