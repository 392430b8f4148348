package dev.postern.rules;

import dev.postern.rules.condition.Condition;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of resolved conditions were written as a macro's name. By identity: what a macro
 * stands for is one object wherever it is used.
 */
public final class MacroNames {

  private final IdentityHashMap<Condition, String> names = new IdentityHashMap<>();

  /** A macro that is only another one's name stands for the very same object: the first counts. */
  void add(Condition condition, String name) {
    names.putIfAbsent(condition, name);
  }

  /** The macro that stands for this very condition, or null. */
  public @Nullable String of(Condition condition) {
    return names.get(condition);
  }
}
