package dev.postern.rules;

/** Kinds of diagnostics, named as in Falco 0.44 where it has the kind. */
public enum LoadCode {
  LOAD_ERR_FILE_READ,
  LOAD_ERR_YAML_PARSE,
  LOAD_ERR_YAML_VALIDATE,
  LOAD_ERR_COMPILE_CONDITION,
  LOAD_ERR_COMPILE_OUTPUT,
  LOAD_ERR_VALIDATE,
  /** Part of Falco's language that is not supported yet; ours. */
  LOAD_ERR_UNSUPPORTED,
  LOAD_UNKNOWN_SOURCE,
  LOAD_UNKNOWN_ITEM,
  LOAD_UNKNOWN_KEY,
  LOAD_DEPRECATED_ITEM,
  LOAD_INVALID_MACRO_NAME,
  /** A condition that is true for no event there is; ours. */
  LOAD_NEVER_MATCHES,
  /** A field that no event of this sensor has; ours. */
  LOAD_UNFILLED_FIELD,
  /** A word that looks like a list's name where there is no such list; ours. */
  LOAD_UNKNOWN_LIST
}
