package dev.postern.doctor;

/**
 * One thing that was looked at.
 *
 * @param name what
 * @param verdict whether it is as it should be
 * @param detail what was found and, where something is missing, what to do about it
 */
public record Check(String name, Verdict verdict, String detail) {

  /** How much a finding matters. */
  public enum Verdict {
    OK("ok"),
    /** Postern runs, with something less. */
    DEGRADED("degraded"),
    /** Postern cannot run. */
    MISSING("MISSING");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** As the table shows it. */
    public String text() {
      return text;
    }
  }
}
