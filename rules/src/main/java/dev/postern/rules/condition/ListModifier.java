package dev.postern.rules.condition;

import org.jspecify.annotations.Nullable;

/** How many of a list's values a comparison must hold for; of an empty list, never. */
public enum ListModifier {
  /** For exactly one. */
  ONEOF("oneof"),
  ANYOF("anyof"),
  ALLOF("allof");

  private final String text;

  ListModifier(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  public static @Nullable ListModifier ofWord(String word) {
    for (ListModifier modifier : values()) {
      if (modifier.text.equals(word)) {
        return modifier;
      }
    }
    return null;
  }
}
