package dev.postern.rules.lint;

import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import dev.postern.rules.compile.ConditionNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rule files with the edits of their notes made, checked by loading them again.
 *
 * @param sources all files, those that were not changed too
 * @param changed the new texts
 * @param made what was changed
 * @param leftOut what could not be: the text at its place is written in another way
 * @param refusal why nothing must be written, or null
 */
public record Fix(
    List<RuleSource> sources,
    List<RuleSource> changed,
    List<Edit> made,
    List<Edit> leftOut,
    @Nullable String refusal) {

  public Fix {
    sources = List.copyOf(sources);
    changed = List.copyOf(changed);
    made = List.copyOf(made);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Makes every edit that the notes have. Writes nothing.
   *
   * @param sources what was loaded
   * @param result what came of it, without errors
   */
  public static Fix of(
      List<RuleSource> sources, RuleSettings settings, LoadResult result, List<Note> notes) {
    List<Edit> edits = notes.stream().map(Note::edit).filter(Objects::nonNull).toList();
    List<RuleSource> after = new ArrayList<>();
    List<RuleSource> changed = new ArrayList<>();
    List<Edit> made = new ArrayList<>();
    List<Edit> leftOut = new ArrayList<>();
    for (RuleSource source : sources) {
      List<Edit> own =
          source.shipped()
              ? List.of()
              : edits.stream().filter(edit -> edit.place().file().equals(source.name())).toList();
      EditedText edited = EditedText.of(source.text(), own);
      made.addAll(edited.made());
      leftOut.addAll(edited.leftOut());
      RuleSource now = new RuleSource(source.name(), edited.text(), source.shipped());
      after.add(now);
      if (!edited.made().isEmpty()) {
        changed.add(now);
      }
    }
    String refusal = refusal(result, RuleLoader.load(after, settings));
    return new Fix(after, changed, made, leftOut, refusal);
  }

  private static @Nullable String refusal(LoadResult before, LoadResult after) {
    if (after.rules() == null) {
      return "the files would not load any more: " + after.errors().getFirst();
    }
    ConditionNumbers numbers = Meaning.numbers();
    Map<String, Meaning> was = Meaning.of(before, numbers);
    Map<String, Meaning> is = Meaning.of(after, numbers);
    for (Map.Entry<String, Meaning> rule : was.entrySet()) {
      if (!rule.getValue().equals(is.get(rule.getKey()))) {
        return "rule '" + rule.getKey() + "' would mean something else";
      }
    }
    return was.size() == is.size() ? null : "there would be another number of rules";
  }
}
