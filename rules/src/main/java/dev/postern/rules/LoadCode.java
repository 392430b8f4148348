package dev.postern.rules;

/** Kinds of diagnostics, named as in Falco 0.44 where it has the kind. */
public enum LoadCode {
  LOAD_ERR_FILE_READ,
  LOAD_ERR_YAML_PARSE,
  LOAD_ERR_YAML_VALIDATE,
  LOAD_ERR_COMPILE_CONDITION,
  LOAD_ERR_COMPILE_OUTPUT,
  LOAD_ERR_VALIDATE,
  LOAD_UNKNOWN_SOURCE,
  /** A condition that names no event type. */
  LOAD_NO_EVTTYPE,
  /** An unknown field in a rule that says to skip it then. */
  LOAD_UNKNOWN_FILTER,
  LOAD_UNUSED_MACRO,
  LOAD_UNUSED_LIST,
  LOAD_UNKNOWN_ITEM,
  LOAD_UNKNOWN_KEY,
  LOAD_DEPRECATED_ITEM,
  LOAD_APPEND_NO_VALUES,
  LOAD_EXCEPTION_NAME_NOT_UNIQUE,
  LOAD_INVALID_MACRO_NAME,
  LOAD_INVALID_LIST_NAME,
  /** Something in a condition that is probably not meant. */
  LOAD_COMPILE_CONDITION,
  /** A condition that is true for no event there is; ours. */
  LOAD_NEVER_MATCHES,
  /** A field that no event of this sensor has; ours. */
  LOAD_UNFILLED_FIELD,
  /** A word that looks like a list's name where there is no such list; ours. */
  LOAD_UNKNOWN_LIST,
  /** A key of Falco's that changes nothing here; ours. */
  LOAD_IGNORED_KEY,
  /** An entry of a policy that this version can't enforce; ours, as all that follow. */
  LOAD_NOT_ENFORCED,
  /** A policy or an entry whose end in time has come. */
  LOAD_EXPIRED,
  /** A cluster policy that allows nothing. */
  LOAD_DENIES_ALL,
  /** What a wildcard stands for: a note. */
  LOAD_WILDCARD;

  /** Whether Falco 0.44 has this kind. */
  public boolean isFalcos() {
    return switch (this) {
      case LOAD_NEVER_MATCHES,
          LOAD_UNFILLED_FIELD,
          LOAD_UNKNOWN_LIST,
          LOAD_IGNORED_KEY,
          LOAD_NOT_ENFORCED,
          LOAD_EXPIRED,
          LOAD_DENIES_ALL,
          LOAD_WILDCARD ->
          false;
      default -> true;
    };
  }
}
