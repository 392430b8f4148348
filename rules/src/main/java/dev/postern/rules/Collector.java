package dev.postern.rules;

import dev.postern.rules.exception.ExceptionItem;
import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of a load by name. A later definition replaces an earlier one of its kind and
 * name but keeps its place in the order, as in Falco 0.44; or it changes the earlier one.
 */
final class Collector {

  private final Diagnostics diagnostics;
  private final Map<String, Definition.ListOf> lists = new LinkedHashMap<>();
  private final Map<String, CollectedMacro> macros = new LinkedHashMap<>();
  private final Map<String, CollectedRule> rules = new LinkedHashMap<>();
  private final Map<Definition.Kind, Set<String>> unreadable = new EnumMap<>(Definition.Kind.class);
  private boolean complete = true;
  private int count;

  Collector(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    for (Definition.Kind kind : Definition.Kind.values()) {
      unreadable.put(kind, new HashSet<>());
    }
  }

  void add(Definition definition) {
    count++;
    switch (definition) {
      case Definition.ListOf list -> addList(list);
      case Definition.Macro macro -> addMacro(macro);
      case Definition.RuleItem rule -> addRule(rule);
      case Definition.RuleChange change -> change(change);
      case Definition.RuleSwitch rule -> enable(rule);
      case Definition.Unreadable broken -> {
        if (broken.kind() == Definition.Kind.LIST) {
          addList(new Definition.ListOf(broken.name(), List.of(), false));
        }
        Objects.requireNonNull(unreadable.get(broken.kind())).add(broken.name().value());
      }
    }
  }

  /** From now on something that is missing may stand in a part of a file that can't be read. */
  void missesSomething() {
    complete = false;
  }

  /** Whether a name that is not here was defined nowhere. */
  boolean isMissing(Definition.Kind kind, String name) {
    return complete && !Objects.requireNonNull(unreadable.get(kind)).contains(name);
  }

  private void addList(Definition.ListOf list) {
    String name = list.name().value();
    Definition.ListOf earlier = lists.get(name);
    if (!list.append()) {
      lists.put(name, list.withItems(new ArrayList<>(list.items())));
    } else if (earlier != null) {
      earlier.items().addAll(list.items());
    } else {
      missing(list.name(), Definition.Kind.LIST, "there is no earlier list to append to");
    }
  }

  private void addMacro(Definition.Macro macro) {
    String name = macro.name().value();
    CollectedMacro earlier = macros.get(name);
    if (!macro.append()) {
      int first = earlier == null ? count : earlier.first();
      macros.put(name, new CollectedMacro(macro, first, count));
    } else if (earlier != null) {
      earlier.append(macro.condition(), count);
    } else {
      missing(macro.name(), Definition.Kind.MACRO, "there is no earlier macro to append to");
    }
  }

  private void addRule(Definition.RuleItem rule) {
    CollectedRule earlier = rules.get(rule.name().value());
    if (earlier == null || isSource(earlier, rule.source())) {
      rules.put(rule.name().value(), new CollectedRule(rule));
    }
  }

  /** A rule is about one source of events, in whatever file. */
  private boolean isSource(CollectedRule rule, @Nullable SourceText source) {
    if (source == null || source.value().equals(rule.source().value())) {
      return true;
    }
    invalid(
        source.place(),
        rule.name(),
        "the rule's source is '" + rule.source().value() + "' at " + rule.name().place());
    return false;
  }

  private void enable(Definition.RuleSwitch item) {
    CollectedRule rule = rules.get(item.name().value());
    if (rule == null) {
      missing(item.name(), Definition.Kind.RULE, "there is no earlier rule to enable or disable");
    } else {
      rule.enable(item.enabled());
    }
  }

  private void change(Definition.RuleChange change) {
    CollectedRule rule = rules.get(change.name().value());
    if (rule == null) {
      missing(
          change.name(),
          Definition.Kind.RULE,
          "there is no earlier rule to "
              + (change.replaced().isEmpty() ? "append to" : "override"));
      return;
    }
    if (!isSource(rule, change.source())) {
      return;
    }
    rule.append(change.appended());
    List<ExceptionItem> exceptions = change.appended().exceptions();
    if (exceptions != null) {
      exceptions.forEach(item -> appendException(rule, item));
    }
    rule.replace(change.replaced());
  }

  private void appendException(CollectedRule rule, ExceptionItem item) {
    String shown = "exception '" + item.name().value() + "'";
    if (!rule.hasException(item.name().value())) {
      if (item.fields() != null && item.values().isEmpty()) {
        invalid(item.place(), rule.name(), shown + " is new and needs 'values'");
      } else {
        rule.addException(item); // one without fields is refused when it is read
      }
    } else if (item.fields() != null) {
      invalid(item.fields().place(), rule.name(), shown + " has its fields: append values only");
    } else if (item.comps() != null) {
      invalid(item.comps().place(), rule.name(), shown + " has its comps: append values only");
    } else {
      rule.appendValues(item);
    }
  }

  private void missing(SourceText name, Definition.Kind kind, String message) {
    if (isMissing(kind, name.value())) {
      Set<String> known =
          switch (kind) {
            case LIST -> lists.keySet();
            case MACRO -> macros.keySet();
            case RULE -> rules.keySet();
          };
      diagnostics.error(
          Diagnostic.of(
              LoadCode.LOAD_ERR_VALIDATE,
              name.place(),
              kind == Definition.Kind.RULE ? name.value() : null,
              message,
              NearestName.suggestion(name.value(), known)));
    }
  }

  private void invalid(Place place, SourceText rule, String message) {
    diagnostics.error(
        Diagnostic.of(LoadCode.LOAD_ERR_VALIDATE, place, rule.value(), message, null));
  }

  /** Lists that come from settings: their place is the file, or the setting's name. */
  void addSettings(RuleSettings settings) {
    settings
        .files()
        .forEach(
            (name, file) -> {
              Place place = Place.file(file.path().toString());
              add(new Definition.ListOf(SourceText.at(place, name), List.of(), false, file));
            });
    settings
        .lists()
        .forEach(
            (name, items) -> {
              Place place = Place.file("setting " + name);
              List<SourceText> texts =
                  items.stream().map(item -> SourceText.at(place, item)).toList();
              add(new Definition.ListOf(SourceText.at(place, name), texts, false));
            });
  }

  Map<String, Definition.ListOf> lists() {
    return lists;
  }

  @Nullable CollectedMacro macro(String name) {
    return macros.get(name);
  }

  Collection<CollectedMacro> macros() {
    return macros.values();
  }

  Collection<String> macroNames() {
    return macros.keySet();
  }

  List<Definition.RuleItem> rules() {
    return rules.values().stream().map(CollectedRule::item).toList();
  }
}
