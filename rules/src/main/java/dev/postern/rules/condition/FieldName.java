package dev.postern.rules.condition;

import dev.postern.rules.source.Position;
import org.jspecify.annotations.Nullable;

/**
 * A field as a condition names it.
 *
 * @param name such as {@code proc.name}
 * @param argument what stands in brackets behind it, or null
 * @param at its first character
 */
public record FieldName(String name, @Nullable String argument, Position at) implements Expression {

  /** As it is written: {@code proc.aname[2]}. */
  @Override
  public String text() {
    return argument == null ? name : name + "[" + argument + "]";
  }
}
