package dev.postern.rules.field;

/** What may or must be told a field besides its name. */
public enum Argument {
  NONE("", Bracket.NOTHING, false, false),
  /** {@code proc.aname} or {@code proc.aname[2]}. */
  OPTIONAL_INDEX("[n], optional", Bracket.INDEX, false, false),
  /** {@code proc.env} or {@code proc.env[PATH]}. */
  OPTIONAL_KEY("[key], optional", Bracket.KEY, false, false),
  /** {@code evt.around[1404996934793590564]}. */
  NUMBER("[n]", Bracket.NUMBER, false, true),
  /** {@code container.mount[/data]}. */
  KEY("[key]", Bracket.KEY, false, true),
  /** {@code thread.cgroup.cpuset}. */
  NAME(".name", Bracket.NOTHING, true, true),
  /** {@code evt.arg[0]} or {@code evt.arg.res}, a name that some call's argument has. */
  CALL_ARGUMENT(".name or [n]", Bracket.INDEX, true, true),
  /** {@code evt.rawarg.res}; the type of the field depends on it. */
  RAW_CALL_ARGUMENT(".name", Bracket.NOTHING, true, true),
  /** {@code k8s.pod.label[app]} or {@code k8s.pod.label.app}. */
  NAME_OR_KEY(".name or [key]", Bracket.KEY, true, true);

  /** What may stand in brackets behind the name. */
  enum Bracket {
    NOTHING,
    /** At most three digits. */
    INDEX,
    /** A number of 64 bits. */
    NUMBER,
    /** Anything but nothing. */
    KEY
  }

  private final String text;
  private final Bracket bracket;
  private final boolean dotted;
  private final boolean required;

  Argument(String text, Bracket bracket, boolean dotted, boolean required) {
    this.text = text;
    this.bracket = bracket;
    this.dotted = dotted;
    this.required = required;
  }

  /** For the reference page; empty when there is none. */
  public String text() {
    return text;
  }

  Bracket bracket() {
    return bracket;
  }

  /** Whether the argument may follow the name after a dot. */
  public boolean dotted() {
    return dotted;
  }

  /** Whether the name alone is an error. */
  public boolean required() {
    return required;
  }
}
