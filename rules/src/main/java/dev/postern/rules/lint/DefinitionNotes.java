package dev.postern.rules.lint;

import dev.postern.rules.FileItem;
import dev.postern.rules.Priority;
import dev.postern.rules.condition.Value;
import dev.postern.rules.source.SourceText;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notes on the items of one file as they are written. */
final class DefinitionNotes {

  private static final Set<String> OWN_PRIORITIES = Set.of("high", "medium", "low");

  /** What identifies an item in a file. */
  private record Named(String kind, String name) {}

  private final ValueNotes values;
  private final Notes notes;

  DefinitionNotes(ValueNotes values, Notes notes) {
    this.values = values;
    this.notes = notes;
  }

  void of(List<FileItem> file) {
    Map<Named, FileItem> earlier = new HashMap<>();
    for (FileItem item : file) {
      priority(item);
      if (item.kind().equals("list")) {
        items(item);
      }
      if (!item.isChange()) {
        FileItem replaced = earlier.put(new Named(item.kind(), item.name().value()), item);
        if (replaced != null) {
          replaced(replaced, item);
        }
      }
    }
  }

  private void priority(FileItem item) {
    SourceText text = item.kind().equals("rule") ? item.text("priority") : null;
    Priority priority = text == null ? null : Priority.parse(text.value());
    if (text == null
        || priority == null
        || !OWN_PRIORITIES.contains(text.value().toLowerCase(Locale.ROOT))) {
      return;
    }
    notes.add(
        NoteKind.DIALECT_PRIORITY,
        text.position(0).place(),
        item.name().value(),
        "Falco has no priority '" + text.value() + "' and refuses the file",
        "write " + priority.text(),
        new Edit(text.position(0).place(), text.value(), priority.text()));
  }

  private void items(FileItem list) {
    List<Value> items =
        list.texts("items").stream()
            .map(text -> new Value(text.value(), false, text.position(0)))
            .toList();
    values.duplicates(items, /* addresses= */ true, null);
  }

  private void replaced(FileItem replaced, FileItem by) {
    notes.add(
        NoteKind.REPLACED_DEFINITION,
        replaced.name().place(),
        ruleName(replaced),
        replaced.kind()
            + " '"
            + replaced.name().value()
            + "' is replaced by the one at "
            + by.name().place(),
        "remove one, or say override in the later one",
        null);
  }

  private static @Nullable String ruleName(FileItem item) {
    return item.kind().equals("rule") ? item.name().value() : null;
  }
}
