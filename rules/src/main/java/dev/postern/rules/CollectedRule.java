package dev.postern.rules;

import dev.postern.rules.exception.Entry;
import dev.postern.rules.exception.ExceptionItem;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rule while files are read: its texts as the pieces they are appended from. */
final class CollectedRule {

  private final Definition.RuleItem defined;
  private List<SourceText> description;
  private List<SourceText> condition;
  private List<SourceText> output;
  private Priority priority;
  private List<String> tags;
  private boolean enabled;
  private boolean warnEventTypes;
  private boolean skipIfUnknownFilter;

  /** An exception and all its values. */
  private record Growing(ExceptionItem item, List<Entry> values) {

    Growing(ExceptionItem item) {
      this(item, new ArrayList<>(item.values()));
    }

    ExceptionItem grown() {
      return new ExceptionItem(item.name(), item.fields(), item.comps(), values, item.place());
    }
  }

  /** In order; those of one name all count. */
  private final List<Growing> exceptions = new ArrayList<>();

  /** The first of each name, to which values are appended. */
  private final Map<String, Growing> exceptionsByName = new HashMap<>();

  CollectedRule(Definition.RuleItem defined) {
    this.defined = defined;
    description = pieces(defined.description());
    condition = pieces(defined.condition());
    output = pieces(defined.output());
    priority = defined.priority();
    tags = new ArrayList<>(defined.tags());
    enabled = defined.enabled();
    warnEventTypes = defined.warnEventTypes();
    skipIfUnknownFilter = defined.skipIfUnknownFilter();
    defined.exceptions().forEach(this::addException);
  }

  private static List<SourceText> pieces(SourceText text) {
    return new ArrayList<>(List.of(text));
  }

  SourceText name() {
    return defined.name();
  }

  SourceText source() {
    return defined.source();
  }

  void enable(boolean on) {
    enabled = on;
  }

  boolean hasException(String name) {
    return exceptionsByName.containsKey(name);
  }

  void addException(ExceptionItem item) {
    Growing growing = new Growing(item);
    exceptionsByName.putIfAbsent(item.name().value(), growing);
    exceptions.add(growing);
  }

  /** Adds the values of an exception to those of the earlier one of its name. */
  void appendValues(ExceptionItem more) {
    Growing earlier = exceptionsByName.get(more.name().value());
    if (earlier != null) {
      earlier.values().addAll(more.values());
    }
  }

  /** Adds texts and tags; exceptions are the caller's. */
  void append(RuleParts parts) {
    add(parts.condition(), condition);
    add(parts.output(), output);
    add(parts.description(), description);
    if (parts.tags() != null) {
      tags.addAll(parts.tags());
    }
  }

  private static void add(@Nullable SourceText text, List<SourceText> pieces) {
    if (text != null) {
      pieces.add(text);
    }
  }

  void replace(RuleParts parts) {
    condition = parts.condition() == null ? condition : pieces(parts.condition());
    output = parts.output() == null ? output : pieces(parts.output());
    description = parts.description() == null ? description : pieces(parts.description());
    tags = parts.tags() == null ? tags : new ArrayList<>(parts.tags());
    priority = parts.priority() == null ? priority : parts.priority();
    enabled = parts.enabled() == null ? enabled : parts.enabled();
    warnEventTypes = parts.warnEventTypes() == null ? warnEventTypes : parts.warnEventTypes();
    skipIfUnknownFilter =
        parts.skipIfUnknownFilter() == null ? skipIfUnknownFilter : parts.skipIfUnknownFilter();
    if (parts.exceptions() != null) {
      exceptions.clear();
      exceptionsByName.clear();
      parts.exceptions().forEach(this::addException);
    }
  }

  /** The rule with all its changes. */
  Definition.RuleItem item() {
    return new Definition.RuleItem(
        defined.name(),
        SourceText.appended(description),
        SourceText.appended(condition),
        SourceText.appended(output),
        priority,
        tags.stream().distinct().toList(),
        enabled,
        defined.source(),
        exceptions.stream().map(Growing::grown).toList(),
        warnEventTypes,
        skipIfUnknownFilter);
  }
}
