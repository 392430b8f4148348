package dev.postern.rules;

import dev.postern.rules.source.SourceText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One item of a rule file as it stands there, whatever a later one makes of it.
 *
 * @param kind {@code rule}, {@code macro} or {@code list}
 * @param name its name
 * @param keys what else it has, in the file's order, by key
 */
public record FileItem(String kind, SourceText name, Map<String, Key> keys) {

  /**
   * A key of an item.
   *
   * @param key the key itself
   * @param texts every text of its value, those inside sequences and mappings too, in order
   */
  public record Key(SourceText key, List<SourceText> texts) {
    public Key {
      texts = List.copyOf(texts);
    }
  }

  /** The first text of a key's value; null when it has none. */
  public @Nullable SourceText text(String key) {
    List<SourceText> texts = texts(key);
    return texts.isEmpty() ? null : texts.getFirst();
  }

  /** Every text of a key's value; none when the item has no such key. */
  public List<SourceText> texts(String key) {
    Key found = keys.get(key);
    return found == null ? List.of() : found.texts();
  }

  /** Whether it adds to, or changes, an earlier item of its name. */
  public boolean isChange() {
    SourceText append = text("append");
    boolean appends = append != null && append.value().equalsIgnoreCase("true");
    return appends || keys.containsKey("override") || (kind.equals("rule") && !hasCondition());
  }

  private boolean hasCondition() {
    return keys.containsKey("condition");
  }
}
