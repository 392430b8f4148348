package dev.postern.rules;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.rules.compile.ConditionCompiler;
import dev.postern.rules.compile.EventTypes;
import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.field.FieldCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Loads rule files: reader, collector, resolvers, compiler. */
public final class RuleLoader {

  private static final FieldCatalog<Event> FIELDS = FieldCatalog.events();

  private final Diagnostics diagnostics = new Diagnostics();
  private final ValueLists lists;
  private final MacroResolver macros;

  private RuleLoader(List<RuleSource> sources, RuleSettings settings, Collector definitions) {
    RuleFileReader reader = new RuleFileReader(diagnostics);
    collect(sources, settings, reader, definitions);
    lists = ListResolver.resolve(definitions.lists(), diagnostics);
    macros = new MacroResolver(definitions, reader.complete(), diagnostics);
  }

  /**
   * Loads all files as one set. Bad input is never an exception: every error is in the result, and
   * then there are no rules.
   *
   * @param sources in order; later definitions replace earlier ones
   */
  public static LoadResult load(List<RuleSource> sources, RuleSettings settings) {
    Collector definitions = new Collector();
    RuleLoader loader = new RuleLoader(sources, settings, definitions);
    List<CheckedRule> checked = new ArrayList<>();
    for (Definition.RuleItem item : definitions.rules()) {
      CheckedRule rule = loader.check(item);
      if (rule != null && item.enabled()) {
        checked.add(rule);
      }
    }
    Diagnostics diagnostics = loader.diagnostics;
    RuleSet rules =
        diagnostics.hasErrors()
            ? null
            : new RuleSet(
                checked, settings.matching(), new TypedRules.Compiler(FIELDS, loader.lists));
    return new LoadResult(rules, diagnostics.errorsIn(sources), diagnostics.warningsIn(sources));
  }

  /** Settings come after everything shipped and before everything of the user's. */
  private static void collect(
      List<RuleSource> sources,
      RuleSettings settings,
      RuleFileReader reader,
      Collector definitions) {
    boolean settingsAdded = false;
    for (RuleSource source : sources) {
      if (!source.shipped() && !settingsAdded) {
        definitions.addSettings(settings.lists());
        settingsAdded = true;
      }
      reader.read(source).forEach(definitions::add);
    }
    if (!settingsAdded) {
      definitions.addSettings(settings.lists());
    }
  }

  /** Reports what is wrong with a rule; null when its condition cannot even be read. */
  private @Nullable CheckedRule check(Definition.RuleItem item) {
    String name = item.name().value();
    OutputTemplate output =
        new OutputParser(FIELDS, diagnostics.errors(LoadCode.LOAD_ERR_COMPILE_OUTPUT, name))
            .parse(item.output());
    Condition condition = macros.resolve(item.condition(), name);
    if (condition == null) {
      return null;
    }
    // For its errors: what runs is compiled once there are none, for each type of event.
    new ConditionCompiler<>(
            FIELDS, lists, diagnostics.errors(LoadCode.LOAD_ERR_COMPILE_CONDITION, name))
        .compile(condition);
    new ConditionWarnings(lists, diagnostics, name).of(condition);
    new FieldWarnings(FIELDS, diagnostics, name).of(condition);
    Set<EventType> types = EventTypes.of(condition, lists);
    if (types.isEmpty()) {
      diagnostics.warn(
          Diagnostic.of(
              LoadCode.LOAD_NEVER_MATCHES,
              item.condition().position(0).place(),
              name,
              "no event there is can match this condition",
              null));
    }
    Rule rule =
        new Rule(
            name,
            item.description().value().strip(),
            item.priority(),
            item.tags(),
            "syscall",
            output,
            item.name().place());
    return new CheckedRule(rule, condition, types);
  }
}
