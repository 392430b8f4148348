package dev.postern.rules;

/** Which of the rules that match an event raise an alert. */
public enum RuleMatching {
  /** Each of them. */
  ALL,
  /** The first in the order of definition, as Falco does unless told otherwise. */
  FIRST
}
