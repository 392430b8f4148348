package dev.postern.rules.lint;

import dev.postern.rules.source.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A file's text with edits made in it; every other character stays as it was.
 *
 * @param text the new text
 * @param made the edits made, in the file's order
 * @param leftOut edits whose old text does not stand at their place, or that exclude each other
 */
record EditedText(String text, List<Edit> made, List<Edit> leftOut) {

  private static final char BYTE_ORDER_MARK = '\ufeff';

  /** An edit and the index of its first character. */
  private record Found(Edit edit, int start) {
    int end() {
      return start + edit.old().length();
    }
  }

  static EditedText of(String text, Collection<Edit> edits) {
    List<Edit> leftOut = new ArrayList<>();
    List<Found> found = new ArrayList<>();
    List<Integer> lines = lineStarts(text);
    for (Edit edit : new HashSet<>(edits)) {
      int start = index(text, lines, edit.place());
      if (start >= 0 && text.startsWith(edit.old(), start)) {
        found.add(new Found(edit, start));
      } else {
        leftOut.add(edit);
      }
    }
    found.sort(Comparator.comparingInt(Found::start));
    Set<Found> excluding = new HashSet<>();
    for (int i = 1; i < found.size(); i++) {
      if (found.get(i).start() < found.get(i - 1).end()) {
        excluding.add(found.get(i - 1));
        excluding.add(found.get(i));
      }
    }
    found.removeAll(excluding);
    excluding.forEach(one -> leftOut.add(one.edit()));
    StringBuilder edited = new StringBuilder(text);
    for (Found one : found.reversed()) {
      edited.replace(one.start(), one.end(), one.edit().replacement());
    }
    return new EditedText(
        edited.toString(), found.stream().map(Found::edit).toList(), List.copyOf(leftOut));
  }

  /** Lines end as in YAML 1.2: at a line feed, a carriage return or both. */
  private static List<Integer> lineStarts(String text) {
    List<Integer> starts = new ArrayList<>();
    starts.add(text.indexOf(BYTE_ORDER_MARK) == 0 ? 1 : 0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if ((c == '\n' || c == '\r') && !pair) {
        starts.add(i + 1);
      }
    }
    return starts;
  }

  /** Where a place is in the text; -1 when it is not in it. Columns count code points. */
  private static int index(String text, List<Integer> lines, Place place) {
    if (place.line() < 1 || place.line() > lines.size()) {
      return -1;
    }
    int start = lines.get(place.line() - 1);
    int end = place.line() < lines.size() ? lines.get(place.line()) : text.length();
    int column = place.column() - 1;
    return column < 0 || column > text.codePointCount(start, end)
        ? -1
        : text.offsetByCodePoints(start, column);
  }
}
