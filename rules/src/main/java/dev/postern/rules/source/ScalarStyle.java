package dev.postern.rules.source;

/** The ways YAML writes a scalar, as far as finding one of its characters in the file goes. */
public enum ScalarStyle {
  PLAIN,
  SINGLE_QUOTED,
  DOUBLE_QUOTED,
  /** Folded or literal: the content begins on the line after the indicator. */
  BLOCK
}
