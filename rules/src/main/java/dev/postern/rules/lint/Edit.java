package dev.postern.rules.lint;

import dev.postern.rules.source.Place;

/**
 * A piece of a file's line to be replaced.
 *
 * @param place its first character
 * @param old what stands there
 * @param replacement what shall
 */
public record Edit(Place place, String old, String replacement) {

  /** {@code file:line:column: old -> replacement}. */
  @Override
  public String toString() {
    return place + ": " + old + " -> " + replacement;
  }
}
