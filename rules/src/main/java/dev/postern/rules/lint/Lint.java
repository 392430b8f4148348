package dev.postern.rules.lint;

import dev.postern.event.Event;
import dev.postern.rules.FileItem;
import dev.postern.rules.FileItems;
import dev.postern.rules.LoadResult;
import dev.postern.rules.LoadedRule;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.ConditionParser;
import dev.postern.rules.condition.ConditionSyntaxException;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at rule files that were loaded and says what could be better about them. */
public final class Lint {

  private static final FieldCatalog<Event> FIELDS = FieldCatalog.events();

  /** Checks in one condition above which its logic is not looked at: nobody wrote it by hand. */
  private static final int SIZE_LIMIT = 2_000;

  /**
   * A condition as someone wrote it.
   *
   * @param rule whose it is; null for a macro's
   */
  private record Written(Condition condition, @Nullable String rule) {}

  private final List<RuleSource> sources;
  private final RuleSettings settings;
  private final LoadResult result;
  private final Notes notes;

  private Lint(List<RuleSource> sources, RuleSettings settings, LoadResult result) {
    this.sources = sources;
    this.settings = settings;
    this.result = result;
    this.notes =
        new Notes(sources.stream().filter(file -> !file.shipped()).map(RuleSource::name).toList());
  }

  /**
   * Notes on those of the files that are not shipped, in their order.
   *
   * @param sources what was loaded
   * @param settings with what it was loaded
   * @param result what came of it; when there are errors, what could be read is looked at
   */
  public static List<Note> notes(
      List<RuleSource> sources, RuleSettings settings, LoadResult result) {
    Lint lint = new Lint(sources, settings, result);
    lint.look();
    return lint.notes.sorted();
  }

  private void look() {
    List<FileItem> items = new ArrayList<>();
    Set<String> definedLists = new HashSet<>();
    ValueNotes values = new ValueNotes(FIELDS, result.lists(), notes);
    for (RuleSource source : sources) {
      List<FileItem> file = FileItems.read(source);
      items.addAll(file);
      file.stream()
          .filter(item -> item.kind().equals("list"))
          .forEach(item -> definedLists.add(item.name().value()));
      if (!source.shipped()) {
        new DefinitionNotes(values, notes).of(file);
      }
    }
    List<Written> written = written(items);
    List<Condition.Check> all = new ArrayList<>();
    written.forEach(one -> ConditionWalk.checks(one.condition(), all::add));
    DialectNotes dialect =
        new DialectNotes(
            FIELDS, result.lists(), definedLists, new FieldUses(result.lists(), all), notes);
    for (Written one : written) {
      ConditionWalk.checks(
          one.condition(),
          check -> {
            dialect.of(check, one.rule());
            values.of(check, one.rule());
          });
    }
    OutputNotes outputs = new OutputNotes(dialect, notes);
    result.loaded().forEach(outputs::of);
    RuleNotes rules = logic(written);
    LoadWarningNotes warnings = new LoadWarningNotes(items, rules, notes);
    result.warnings().forEach(warnings::of);
  }

  /**
   * The user's macros and rules; of a macro or rule that was replaced too, where it can be read.
   */
  private List<Written> written(List<FileItem> items) {
    List<Written> written = new ArrayList<>();
    for (LoadedRule rule : result.loaded()) {
      written.add(new Written(rule.written(), rule.rule().name()));
    }
    for (FileItem item : items) {
      SourceText text = item.kind().equals("macro") ? item.text("condition") : null;
      if (text != null && notes.mayNote(item.name().place())) {
        try {
          written.add(new Written(ConditionParser.parse(text), null));
        } catch (ConditionSyntaxException e) {
          // reported by the load, or the end of an earlier macro's condition
        }
      }
    }
    return written;
  }

  private RuleNotes logic(List<Written> written) {
    List<Condition> all = new ArrayList<>();
    List<Written> small = new ArrayList<>();
    for (Written one : written) {
      if (isSmall(one.condition())) {
        Condition opaque = ConditionWalk.opaque(one.condition());
        small.add(new Written(opaque, one.rule()));
        all.add(opaque);
      }
    }
    List<LoadedRule> loaded =
        result.loaded().stream().filter(rule -> isSmall(rule.condition())).toList();
    loaded.forEach(rule -> all.add(rule.condition()));
    Checks checks = new Checks(FIELDS, result.lists(), all);
    small.forEach(one -> new StructureNotes(checks, notes, one.rule()).of(one.condition()));
    RuleNotes rules = new RuleNotes(checks, notes);
    for (LoadedRule rule : loaded) {
      rules.of(rule);
      if (!rules.isUnreachable(rule.rule().name())) {
        new ExceptionNotes(checks, result.macros(), notes, rule.rule().name()).of(rule.condition());
      }
    }
    rules.ofOrder(loaded, settings.matching());
    return rules;
  }

  private static boolean isSmall(Condition condition) {
    return ConditionWalk.size(condition, SIZE_LIMIT) < SIZE_LIMIT;
  }
}
