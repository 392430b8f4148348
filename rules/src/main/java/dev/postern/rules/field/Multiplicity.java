package dev.postern.rules.field;

/** How many values a field has at once, and so what a comparison with it means. */
public enum Multiplicity {
  ONE,
  /** One at each end of a connection: a match at one is enough, but both must differ for "!=". */
  EITHER_END,
  /** Any number, such as one for each ancestor: one that fulfils the comparison is enough. */
  ANY,
  /** A list: {@code in} asks for all of them, {@code intersects} for one. */
  LIST
}
