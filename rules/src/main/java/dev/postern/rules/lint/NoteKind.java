package dev.postern.rules.lint;

import java.util.Locale;

/** The kinds of notes. Their names are stable: scripts may depend on them. */
public enum NoteKind {
  DIALECT_PRIORITY(
      "A priority that Falco does not know: high, medium or low.",
      "error, warning or notice",
      "replaces the word"),
  DIALECT_BLOCK(
      "A block of addresses compared with a field of addresses, which Falco refuses.",
      "the net field of the same end: `fd.snet in (10.0.0.0/8)`",
      "replaces the field when every value is a block, those of its lists too"),
  DIALECT_FIELD(
      "A field that only Postern has.",
      "the `fd` field of the same meaning, where there is one; for `net.connection.inbound`, the"
          + " event types",
      "replaces the field by an exact synonym"),
  DIALECT_EVENT_TYPE("An event type that only Postern reports.", "none", ""),
  DIALECT_LIST(
      "A list that no file defines, only a setting.",
      "a `list` item in the file; the setting still replaces a shipped one",
      ""),
  UNREACHABLE("A rule that no event can match, because its condition contradicts itself.", "", ""),
  NO_SUCH_EVENT(
      "A rule on types of events, or on fields of theirs, that this sensor does not report.",
      "leave it to a sensor that does, or disable it",
      ""),
  SAME_CONDITION("A rule with the condition of an earlier one.", "one rule", ""),
  CAUGHT_EARLIER(
      "With `--rule-matching first`: a rule that an earlier, wider one always comes before.",
      "put the narrower rule first",
      ""),
  NEVER_TRUE("A part of a condition that can't be true, in its place.", "leave it out", ""),
  ALWAYS_TRUE("A part of a condition that is true for every event.", "leave it out", ""),
  DUPLICATE_TERM("A part of an `and` or `or` that is there already.", "leave it out", ""),
  DOUBLE_NEGATION("`not not`, or `not` around nothing but a `not`.", "leave both out", ""),
  EXCEPTION_COVERED(
      "An exception, or a part of `and not (… or …)`, for which another one is enough.",
      "leave it out",
      ""),
  EXCEPTION_NEVER_APPLIES(
      "An exception for events that the rest of the condition leaves out already.",
      "leave it out",
      ""),
  DUPLICATE_VALUE(
      "A value that is there twice, or a block or address that a wider block holds.",
      "leave it out",
      ""),
  NO_EVENT_TYPE(
      "A condition that names no event type, so that it is tried on every kind of event.",
      "`evt.type` first, or a macro such as `outbound`; `warn_evttypes: false` if it is meant",
      ""),
  DEPRECATED(
      "What Falco still reads and advises against: `append: true`, `evt.dir`, a lone `enabled`.",
      "see the note",
      "replaces `append: true` by the `override` that says the same"),
  ADDRESS_AS_TEXT(
      "An address compared with a text: with a name, or as a part of one.",
      "a field of addresses: `fd.sip`, `fd.rip`, `fd.snet`",
      ""),
  LIST_AS_VALUE(
      "A list's name behind an operator for one value, which works for a list of one only.",
      "`in (NAME)`",
      ""),
  UNUSED_MACRO("A macro of your files that none of the files uses.", "leave it out", ""),
  UNUSED_LIST("A list of your files that none of the files uses.", "leave it out", ""),
  REPLACED_DEFINITION(
      "A definition that a later one of its name, in the same file, takes the place of.",
      "one of them, or `override` in the later one",
      ""),
  OUTPUT_WITHOUT_FIELDS(
      "An output without a field: its alerts do not say what happened.",
      "`%proc.name`, `%fd.name`, `%container.name`",
      ""),
  OUTPUT_FIELD_ABSENT(
      "A field in an output that no event of the rule's types has.", "leave it out", "");

  private final String about;
  private final String instead;
  private final String fix;

  NoteKind(String about, String instead, String fix) {
    this.about = about;
    this.instead = instead;
    this.fix = fix;
  }

  /** As notes show it: {@code dialect-block}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For the reference page: what it is. */
  public String about() {
    return about;
  }

  /** For the reference page: what to write; empty when there is nothing to say. */
  public String instead() {
    return instead;
  }

  /** For the reference page: what a fix does; empty for a kind without one. */
  public String fix() {
    return fix;
  }
}
