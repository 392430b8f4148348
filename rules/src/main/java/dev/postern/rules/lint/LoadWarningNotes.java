package dev.postern.rules.lint;

import dev.postern.rules.Diagnostic;
import dev.postern.rules.FileItem;
import dev.postern.rules.LoadCode;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a load warns of and is advice too, under the kinds of notes. */
final class LoadWarningNotes {

  private static final Map<LoadCode, NoteKind> KINDS =
      Map.of(
          LoadCode.LOAD_UNUSED_MACRO, NoteKind.UNUSED_MACRO,
          LoadCode.LOAD_UNUSED_LIST, NoteKind.UNUSED_LIST,
          LoadCode.LOAD_NO_EVTTYPE, NoteKind.NO_EVENT_TYPE,
          LoadCode.LOAD_DEPRECATED_ITEM, NoteKind.DEPRECATED,
          LoadCode.LOAD_NEVER_MATCHES, NoteKind.NO_SUCH_EVENT);

  /** What {@code append: true} appends to, by kind of item; its other keys say who it is. */
  private static final Map<String, List<String>> APPENDED =
      Map.of(
          "list", List.of("items"),
          "macro", List.of("condition"),
          "rule", List.of("condition", "exceptions", "output", "desc", "tags"));

  private static final Set<String> OTHER_KEYS = Set.of("list", "macro", "rule", "append", "source");

  private static final String APPEND = "append";

  /** Items by the place of their key {@code append}. */
  private final Map<Place, FileItem> appending = new HashMap<>();

  private final RuleNotes rules;
  private final Notes notes;

  LoadWarningNotes(List<FileItem> items, RuleNotes rules, Notes notes) {
    this.rules = rules;
    this.notes = notes;
    for (FileItem item : items) {
      FileItem.Key append = item.keys().get(APPEND);
      if (append != null) {
        appending.put(append.key().place(), item);
      }
    }
  }

  void of(Diagnostic warning) {
    NoteKind kind = KINDS.get(warning.code());
    boolean said = warning.rule() != null && rules.isUnreachable(warning.rule());
    if (kind == null || (said && kind == NoteKind.NO_SUCH_EVENT)) {
      return;
    }
    Place place = new Place(warning.file(), warning.line(), warning.column());
    FileItem item = appending.get(place);
    notes.add(
        kind,
        place,
        warning.rule(),
        warning.message(),
        warning.suggestion(),
        item == null ? null : override(item, place));
  }

  /** The override that says the same as {@code append: true}, when the item leaves no doubt. */
  private static @Nullable Edit override(FileItem item, Place place) {
    SourceText flag = item.text(APPEND);
    List<String> parts = new ArrayList<>();
    for (String key : item.keys().keySet()) {
      if (APPENDED.getOrDefault(item.kind(), List.of()).contains(key)) {
        parts.add(key + ": " + APPEND);
      } else if (!OTHER_KEYS.contains(key)) {
        return null;
      }
    }
    if (flag == null || parts.isEmpty()) {
      return null;
    }
    return new Edit(
        place, APPEND + ": " + flag.value(), "override: {" + String.join(", ", parts) + "}");
  }
}
