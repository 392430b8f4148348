package dev.postern.rules;

import dev.postern.rules.exception.Entry;
import dev.postern.rules.exception.ExceptionItem;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one item that begins with {@code rule}: a whole rule, or a change of an earlier one. */
final class RuleItemReader {

  private static final Set<String> APPENDABLE =
      Set.of("condition", "output", "desc", "tags", "exceptions");
  private static final Set<String> REPLACEABLE =
      Set.of(
          "condition",
          "output",
          "desc",
          "priority",
          "tags",
          "exceptions",
          "enabled",
          "warn_evttypes",
          "skip-if-unknown-filter",
          "capture",
          "capture_duration");
  private static final Set<String> KEYS =
      Stream.concat(REPLACEABLE.stream(), Stream.of("rule", "source", "append", "override"))
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> EXCEPTION_KEYS = Set.of("name", "fields", "comps", "values");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,9}");
  private static final String DEFAULT_SOURCE = "syscall";

  private final YamlItem item;
  private final SourceText name;

  RuleItemReader(YamlItem item, SourceText name) {
    this.item = item;
    this.name = name;
  }

  /** What it says; null when it can't be read. What is wrong is reported. */
  @Nullable Definition read() {
    item.warnUnknownKeys(KEYS);
    capture();
    Overrides overrides = Overrides.read(item, APPENDABLE, REPLACEABLE);
    if (overrides.any()) {
      return override(overrides);
    }
    if (overrides.appendFlag()) {
      Set<String> appended = new HashSet<>(Set.of("condition", "exceptions"));
      appended.removeIf(key -> !item.has(key));
      if (appended.isEmpty()) {
        item.invalid(item.keyPlace("append"), "nothing to append: no 'condition', no 'exceptions'");
      }
      return new Definition.RuleChange(name, source(), parts(appended, true), RuleParts.NONE);
    }
    boolean whole = Stream.of("condition", "output", "desc", "priority").anyMatch(item::has);
    return whole ? rule() : toggle();
  }

  /** Falco 0.44 can write a file of what led to an alert; here there is nothing to write. */
  private void capture() {
    Boolean capture = item.flag("capture");
    SourceText duration = item.optional("capture_duration");
    if (duration != null && !WHOLE_NUMBER.matcher(duration.value()).matches()) {
      item.invalid(duration.place(), "'capture_duration' must be a whole number of milliseconds");
    }
    if (capture != null && capture) {
      item.warn(
          LoadCode.LOAD_IGNORED_KEY,
          item.keyPlace("capture"),
          "'capture' is ignored: alerts come without a capture file",
          null);
    }
  }

  private Definition override(Overrides overrides) {
    Set<String> unexpected = new TreeSet<>(REPLACEABLE);
    unexpected.removeIf(key -> !item.has(key));
    unexpected.removeAll(overrides.named());
    for (String key : unexpected) {
      item.invalid(
          item.keyPlace(key),
          "'" + key + "' has no entry under 'override'",
          "write " + key + ": " + (APPENDABLE.contains(key) ? "append or replace" : "replace"));
    }
    undefined(overrides.append(), "append");
    undefined(overrides.replace(), "replace");
    return new Definition.RuleChange(
        name, source(), parts(overrides.append(), true), parts(overrides.replace(), false));
  }

  private void undefined(Set<String> keys, String operation) {
    for (String key : keys) {
      if (!item.has(key)) {
        item.invalid(
            item.keyPlace("override"),
            "'" + key + ": " + operation + "', and the item has no '" + key + "'");
      }
    }
  }

  private RuleParts parts(Set<String> keys, boolean append) {
    if (keys.isEmpty()) {
      return RuleParts.NONE;
    }
    return new RuleParts(
        text(keys, "condition"),
        text(keys, "output"),
        text(keys, "desc"),
        has(keys, "tags") ? tags() : null,
        has(keys, "exceptions") ? exceptions(append) : null,
        has(keys, "priority") ? priority() : null,
        flag(keys, "enabled"),
        flag(keys, "warn_evttypes"),
        flag(keys, "skip-if-unknown-filter"));
  }

  private boolean has(Set<String> keys, String key) {
    return keys.contains(key) && item.has(key);
  }

  private @Nullable SourceText text(Set<String> keys, String key) {
    return has(keys, key) ? item.required(key) : null;
  }

  private @Nullable Boolean flag(Set<String> keys, String key) {
    return has(keys, key) ? item.flag(key) : null;
  }

  private @Nullable Definition toggle() {
    if (!item.has("enabled")) {
      item.invalid(
          item.place(),
          "a rule has 'desc', 'condition', 'output' and 'priority', or only 'enabled'");
      return null;
    }
    item.warn(
        LoadCode.LOAD_DEPRECATED_ITEM,
        item.keyPlace("enabled"),
        "'enabled' alone is deprecated",
        "add override: {enabled: replace}");
    Boolean enabled = item.flag("enabled");
    return enabled == null ? null : new Definition.RuleSwitch(name, enabled);
  }

  private @Nullable Definition rule() {
    List<ExceptionItem> exceptions = exceptions(false);
    boolean readable = !item.faulty();
    SourceText description = item.required("desc");
    SourceText condition = item.required("condition");
    SourceText output = item.required("output");
    Priority priority = priority();
    SourceText source = source();
    List<String> tags = tags();
    Boolean enabled = item.flag("enabled");
    Boolean warnEventTypes = item.flag("warn_evttypes");
    Boolean skip = item.flag("skip-if-unknown-filter");
    if (condition == null) {
      return null;
    }
    // What is missing is reported and nothing will run; a rule that is there still has the rest of
    // it checked.
    return new Definition.RuleItem(
        name,
        description == null ? name : description,
        condition,
        output == null ? SourceText.at(name.place(), "") : output,
        priority == null ? Priority.DEBUG : priority,
        tags,
        enabled == null || enabled,
        source == null ? SourceText.at(name.place(), DEFAULT_SOURCE) : source,
        readable ? exceptions : List.of(),
        warnEventTypes == null || warnEventTypes,
        skip != null && skip);
  }

  /** Null when not said; an empty one says nothing, as in Falco. */
  private @Nullable SourceText source() {
    if (!item.has("source") || item.isEmpty("source")) {
      return null;
    }
    return item.required("source");
  }

  private List<String> tags() {
    List<SourceText> tags = item.has("tags") ? item.texts("tags") : null;
    return tags == null ? List.of() : tags.stream().map(SourceText::value).toList();
  }

  private @Nullable Priority priority() {
    SourceText text = item.required("priority");
    Priority priority = text == null ? null : Priority.parse(text.value());
    if (text != null && priority == null) {
      item.invalid(
          text.place(),
          "unknown priority '" + text.value() + "'",
          "emergency, alert, critical, error, warning, notice, informational or debug;"
              + " high, medium and low are error, warning and notice");
    }
    return priority;
  }

  private List<ExceptionItem> exceptions(boolean append) {
    List<YamlItem> items = item.items("exceptions");
    List<ExceptionItem> exceptions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlItem exception : items == null ? List.<YamlItem>of() : items) {
      SourceText exceptionName = exception.required("name");
      if (exceptionName == null) {
        continue;
      }
      if (!names.add(exceptionName.value())) {
        exception.warn(
            LoadCode.LOAD_EXCEPTION_NAME_NOT_UNIQUE,
            exceptionName.place(),
            "exception '" + exceptionName.value() + "' is there twice; both count",
            "values are appended to the first of a name");
      }
      if (!append && !exception.has("fields")) {
        exception.invalid(exception.place(), "required key 'fields' is missing");
      }
      exceptions.add(
          new ExceptionItem(
              exceptionName,
              exception.isNull("fields") ? null : exception.entry("fields"),
              exception.isNull("comps") ? null : exception.entry("comps"),
              values(exception, exceptionName.place(), append),
              exception.place()));
    }
    return exceptions;
  }

  private static List<Entry> values(YamlItem exception, Place name, boolean append) {
    boolean missing = !exception.has("values");
    if (missing && append) {
      exception.warn(
          LoadCode.LOAD_APPEND_NO_VALUES,
          name,
          "nothing is appended: the exception has no 'values'",
          exception.has("value") ? "did you mean 'values'?" : null);
    } else {
      exception.warnUnknownKeys(EXCEPTION_KEYS);
    }
    return switch (missing ? null : exception.entry("values")) {
      case Entry.Many many -> many.entries();
      case Entry.One one -> {
        exception.invalid(exception.keyPlace("values"), "'values' must be a sequence");
        yield List.of();
      }
      case null -> List.of();
    };
  }
}
