package dev.postern.rules;

import dev.postern.event.Event;
import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Loads rule files: reader, collector, resolvers, checks, compiler. */
public final class RuleLoader {

  private static final FieldCatalog<Event> FIELDS = FieldCatalog.events();
  private static final String SOURCE = "syscall";

  private final List<RuleSource> sources;
  private final RuleSettings settings;
  private final Diagnostics diagnostics = new Diagnostics();
  private final Collector definitions = new Collector(diagnostics);

  private RuleLoader(List<RuleSource> sources, RuleSettings settings) {
    this.sources = sources;
    this.settings = settings;
  }

  /**
   * Loads all files as one set. Bad input is never an exception: every error is in the result, and
   * then there are no rules.
   *
   * @param sources in order; later definitions replace or change earlier ones
   */
  public static LoadResult load(List<RuleSource> sources, RuleSettings settings) {
    RuleLoader loader = new RuleLoader(sources, settings);
    loader.collect();
    return loader.resolve();
  }

  private LoadResult resolve() {
    ListNames listNames = new ListNames(definitions.lists().keySet());
    ListResolver lists = new ListResolver(definitions.lists(), diagnostics);
    ValueLists values = lists.values(settings.files().values());
    MacroResolver macros = new MacroResolver(definitions, listNames, diagnostics);
    RuleChecker checker = new RuleChecker(FIELDS, listNames, values, macros, diagnostics);
    UsedWords words = new UsedWords(listNames);
    List<CheckedRule> checked = new ArrayList<>();
    List<LoadedRule> loaded = new ArrayList<>();
    for (Definition.RuleItem item : definitions.rules()) {
      if (!isKnown(item.source())) {
        continue;
      }
      words.add(item.condition());
      item.exceptions().forEach(words::add);
      CheckedRule rule = checker.check(item);
      if (rule != null) {
        loaded.add(
            new LoadedRule(
                rule.rule(),
                item.enabled(),
                rule.condition(),
                rule.written(),
                rule.types(),
                rule.output()));
        if (item.enabled()) {
          checked.add(rule);
        }
      }
    }
    reportUnused(lists, macros, words);
    RuleSet rules =
        diagnostics.hasErrors()
            ? null
            : new RuleSet(checked, settings.matching(), new TypedRules.Compiler(FIELDS, values));
    return new LoadResult(
        rules,
        diagnostics.errorsIn(sources),
        diagnostics.warningsIn(sources),
        loaded,
        values,
        macros.names());
  }

  /** Settings come after everything shipped and before everything of the user's. */
  private void collect() {
    RuleFileReader reader = new RuleFileReader(diagnostics);
    boolean settingsAdded = false;
    for (RuleSource source : sources) {
      if (!source.shipped() && !settingsAdded) {
        definitions.addSettings(settings);
        settingsAdded = true;
      }
      List<Definition> read = reader.read(source);
      if (!reader.complete()) {
        definitions.missesSomething();
      }
      for (Definition definition : read) {
        warnOfSource(definition);
        definitions.add(definition);
      }
    }
    if (!settingsAdded) {
      definitions.addSettings(settings);
    }
  }

  private static boolean isKnown(SourceText source) {
    return source.value().equals(SOURCE);
  }

  private void warnOfSource(Definition definition) {
    if (definition instanceof Definition.RuleItem rule && !isKnown(rule.source())) {
      diagnostics.warn(
          Diagnostic.of(
              LoadCode.LOAD_UNKNOWN_SOURCE,
              rule.source().place(),
              rule.name().value(),
              "unknown source '" + rule.source().value() + "': the rule is skipped",
              null));
    }
  }

  /** Bad items of lists that are used, and the user's lists and macros that are not. */
  private void reportUnused(ListResolver lists, MacroResolver macros, UsedWords words) {
    definitions.macros().forEach(macro -> words.add(macro.condition()));
    List<Diagnostic> unused = new ArrayList<>();
    for (Definition.ListOf list : definitions.lists().values()) {
      String name = list.name().value();
      if (words.contains(name) || lists.isUsed(name)) {
        lists.reportItems(name);
      } else {
        unused.add(unused(LoadCode.LOAD_UNUSED_LIST, list.name(), "list"));
      }
    }
    for (CollectedMacro macro : definitions.macros()) {
      if (!macros.used().contains(macro.name().value())) {
        unused.add(unused(LoadCode.LOAD_UNUSED_MACRO, macro.name(), "macro"));
      }
    }
    Set<String> own = new HashSet<>();
    sources.stream().filter(source -> !source.shipped()).forEach(file -> own.add(file.name()));
    settings.files().values().forEach(file -> own.add(file.path().toString()));
    if (!diagnostics.hasErrors()) {
      unused.stream().filter(warning -> own.contains(warning.file())).forEach(diagnostics::warn);
    }
  }

  private static Diagnostic unused(LoadCode code, SourceText name, String kind) {
    return Diagnostic.of(
        code, name.place(), null, kind + " '" + name.value() + "' is used nowhere", null);
  }
}
