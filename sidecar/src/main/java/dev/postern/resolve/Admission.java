package dev.postern.resolve;

/** Whether an answer may be given out. */
public sealed interface Admission {

  /** It may; its addresses are bound. */
  record Release() implements Admission {}

  /**
   * It may not, because of where it leads.
   *
   * @param reason one line for people, such as {@code 10.0.0.1 is private}; the client is told
   */
  record Refuse(String reason) implements Admission {}
}
