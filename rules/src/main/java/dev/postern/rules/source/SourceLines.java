package dev.postern.rules.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file's text by lines, to show a place of it. */
public final class SourceLines {

  /** Characters of a line looked at to either side: more than a snippet shows. */
  private static final int AROUND = 4 * Snippet.WIDTH;

  private final String text;
  private final boolean surrogates;

  /** Where each line begins, and after the last one the text's end. */
  private final List<Integer> starts = new ArrayList<>(List.of(0));

  /** Lines end as in YAML 1.2: at a line feed, a carriage return or both. */
  public SourceLines(String text) {
    this.text = text;
    this.surrogates = text.chars().anyMatch(c -> Character.isSurrogate((char) c));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if ((c == '\n' || c == '\r') && !pair) {
        starts.add(i + 1);
      }
    }
    starts.add(text.length());
  }

  /** The line of a place and a caret; empty for a file as a whole. */
  public Optional<Snippet> snippet(Place place) {
    if (place.line() < 1 || place.line() >= starts.size()) {
      return Optional.empty();
    }
    int start = starts.get(place.line() - 1);
    if (place.line() == 1 && text.startsWith("\ufeff")) {
      start++;
    }
    int end = starts.get(place.line());
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    int at = Math.clamp(index(start, place.column() - 1), start, end);
    int from = Math.max(start, at - AROUND);
    int to = Math.min(end, at + AROUND);
    return Optional.of(Snippet.of(text.substring(from, to), at - from));
  }

  private int index(int start, int characters) {
    if (!surrogates) {
      return start + characters;
    }
    int left = text.codePointCount(start, text.length());
    return text.offsetByCodePoints(start, Math.clamp(characters, 0, left));
  }
}
