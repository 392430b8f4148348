package dev.postern.rules.lint;

import dev.postern.rules.SafeText;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects notes on the user's files; the same thing about the same place is said once. */
final class Notes {

  private record About(NoteKind kind, Place place, String message) {}

  private final List<String> files;
  private final Set<String> known;
  private final Map<About, Note> notes = new LinkedHashMap<>();

  /**
   * No notes yet.
   *
   * @param files the names of the files that may be noted on, in order
   */
  Notes(List<String> files) {
    this.files = List.copyOf(files);
    this.known = new HashSet<>(files);
  }

  /** Whether a place is in a file of the user's. */
  boolean mayNote(Place place) {
    return known.contains(place.file()) && place.line() > 0;
  }

  void add(
      NoteKind kind,
      Position at,
      @Nullable String rule,
      String message,
      @Nullable String suggestion) {
    add(kind, at.place(), rule, message, suggestion, null);
  }

  void add(
      NoteKind kind,
      Place place,
      @Nullable String rule,
      String message,
      @Nullable String suggestion,
      @Nullable Edit edit) {
    if (mayNote(place)) {
      String line = SafeText.oneLine(message);
      String advice = suggestion == null ? null : SafeText.oneLine(suggestion);
      notes.putIfAbsent(
          new About(kind, place, line), new Note(kind, place, rule, line, advice, edit));
    }
  }

  /** By file, line and column. */
  List<Note> sorted() {
    List<Note> sorted = new ArrayList<>(notes.values());
    sorted.sort(
        Comparator.comparingInt((Note note) -> files.indexOf(note.place().file()))
            .thenComparingInt(note -> note.place().line())
            .thenComparingInt(note -> note.place().column()));
    return sorted;
  }
}
