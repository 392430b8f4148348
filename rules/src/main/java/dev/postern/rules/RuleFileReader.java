package dev.postern.rules;

import dev.postern.rules.condition.Value;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the items of rule files and checks their shape. */
final class RuleFileReader {

  private static final Set<String> LIST_KEYS = Set.of("list", "items", "append", "override");
  private static final Set<String> MACRO_KEYS = Set.of("macro", "condition", "append", "override");
  private static final Set<String> RULE_KEYS =
      Set.of(
          "rule",
          "desc",
          "condition",
          "output",
          "priority",
          "tags",
          "source",
          "enabled",
          "warn_evttypes",
          "skip-if-unknown-filter",
          "exceptions",
          "append",
          "override",
          "capture",
          "capture_duration");

  private static final Set<String> SOURCES = Set.of("syscall");
  private static final Pattern MACRO_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");
  private static final Pattern ENGINE_VERSION = Pattern.compile("\\d{1,6}(\\.\\d{1,6}){0,2}");

  private final Diagnostics diagnostics;
  private boolean complete = true;

  RuleFileReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** False when a list or macro could not be read, so that a missing one may not be missing. */
  boolean complete() {
    return complete;
  }

  /** The items of one file that have the right shape. */
  List<Definition> read(RuleSource source) {
    YamlReader yaml = new YamlReader(source, diagnostics);
    Optional<List<Node>> documents = yaml.documents();
    complete &= documents.isPresent();
    List<Definition> definitions = new ArrayList<>();
    for (Node document : documents.orElse(List.of())) {
      if (document instanceof SequenceNode items) {
        for (Node item : items.getValue()) {
          Definition definition = item(item, yaml, source);
          if (definition != null) {
            definitions.add(definition);
          }
        }
      } else if (!(document instanceof ScalarNode empty && empty.getTag().equals(Tag.NULL))) {
        complete = false;
        diagnostics.error(
            LoadCode.LOAD_ERR_YAML_VALIDATE,
            place(document, yaml, source),
            "a rule file is a sequence of rules, macros and lists");
      }
    }
    return definitions;
  }

  private @Nullable Definition item(Node node, YamlReader yaml, RuleSource source) {
    if (!(node instanceof MappingNode mapping)) {
      diagnostics.error(
          LoadCode.LOAD_ERR_YAML_VALIDATE,
          place(node, yaml, source),
          "an item is a mapping that begins with 'rule', 'macro' or 'list'");
      return null;
    }
    YamlItem item = new YamlItem(mapping, yaml, diagnostics);
    if (item.has("rule")) {
      return rule(item);
    }
    if (item.has("macro") || item.has("list")) {
      Definition definition = item.has("macro") ? macro(item) : list(item);
      complete &= definition != null;
      return definition;
    }
    if (item.has("required_engine_version")) {
      engineVersion(item);
    } else if (item.has("required_plugin_versions")) {
      diagnostics.warn(
          LoadCode.LOAD_UNKNOWN_ITEM, item.place(), "there are no plugins: ignored", null);
    } else {
      SourceText key = item.firstKey();
      diagnostics.warn(
          LoadCode.LOAD_UNKNOWN_ITEM,
          key.place(),
          "unknown item '" + key.value() + "' is ignored",
          "an item begins with 'rule', 'macro' or 'list'");
    }
    return null;
  }

  private void engineVersion(YamlItem item) {
    SourceText version = item.required("required_engine_version");
    if (version != null && !ENGINE_VERSION.matcher(version.value()).matches()) {
      item.invalid(version.place(), "'" + version.value() + "' is not an engine version");
    }
  }

  private @Nullable Definition list(YamlItem item) {
    item.warnUnknownKeys(LIST_KEYS);
    SourceText name = name(item, "list");
    List<SourceText> items = item.texts("items");
    if (!item.has("items")) {
      item.invalid(item.place(), "required key 'items' is missing");
      return null;
    }
    if (refused(item, null) || name == null || items == null) {
      return null;
    }
    return new Definition.ListOf(
        name,
        items.stream().map(text -> new Value(text.value(), false, text.position(0))).toList());
  }

  private @Nullable Definition macro(YamlItem item) {
    item.warnUnknownKeys(MACRO_KEYS);
    SourceText name = name(item, "macro");
    SourceText condition = item.required("condition");
    if (refused(item, null) || name == null || condition == null) {
      return null;
    }
    if (!MACRO_NAME.matcher(name.value()).matches()) {
      diagnostics.warn(
          LoadCode.LOAD_INVALID_MACRO_NAME,
          name.place(),
          "no condition can use a macro of this name",
          "use letters, digits and _, a letter first");
    }
    return new Definition.Macro(name, condition);
  }

  private @Nullable Definition rule(YamlItem item) {
    item.warnUnknownKeys(RULE_KEYS);
    SourceText name = name(item, "rule");
    String shownName = name == null ? null : name.value();
    SourceText source = item.optional("source");
    if (source != null && !SOURCES.contains(source.value())) {
      diagnostics.warn(
          Diagnostic.of(
              LoadCode.LOAD_UNKNOWN_SOURCE,
              source.place(),
              shownName,
              "unknown source '" + source.value() + "': the rule is skipped",
              null));
      return null;
    }
    if (refused(item, shownName)) {
      return null;
    }
    SourceText description = item.required("desc");
    SourceText condition = item.required("condition");
    SourceText output = item.required("output");
    Priority priority = priority(item, shownName);
    List<SourceText> tags = item.texts("tags");
    boolean enabled = item.flag("enabled", true);
    if (name == null
        || description == null
        || condition == null
        || output == null
        || priority == null
        || tags == null) {
      return null;
    }
    return new Definition.RuleItem(
        name,
        description,
        condition,
        output,
        priority,
        tags.stream().map(SourceText::value).toList(),
        enabled);
  }

  private static @Nullable SourceText name(YamlItem item, String key) {
    SourceText name = item.required(key);
    if (name != null && name.value().isBlank()) {
      item.invalid(name.place(), "'" + key + "' must have a name");
      return null;
    }
    return name;
  }

  private @Nullable Priority priority(YamlItem item, @Nullable String rule) {
    SourceText text = item.required("priority");
    Priority priority = text == null ? null : Priority.parse(text.value());
    if (text != null && priority == null) {
      diagnostics.error(
          Diagnostic.of(
              LoadCode.LOAD_ERR_YAML_VALIDATE,
              text.place(),
              rule,
              "unknown priority '" + text.value() + "'",
              "emergency, alert, critical, error, warning, notice, informational or debug;"
                  + " high, medium and low are error, warning and notice"));
    }
    return priority;
  }

  /** Keys that would change what the item means, and that nothing here honours yet. */
  private boolean refused(YamlItem item, @Nullable String rule) {
    boolean refused = false;
    for (String key : List.of("append", "skip-if-unknown-filter", "capture")) {
      refused |= item.flag(key, false) && refuse(item, rule, key, "'" + key + ": true'");
    }
    for (String key : List.of("override", "exceptions")) {
      refused |= item.has(key) && refuse(item, rule, key, "'" + key + "'");
    }
    boolean toggle =
        item.has("rule")
            && item.has("enabled")
            && !item.has("condition")
            && !item.has("output")
            && !item.has("desc")
            && !item.has("priority");
    if (toggle && !refused) {
      refused = refuse(item, rule, "enabled", "changing only 'enabled' of an earlier rule");
    }
    return refused;
  }

  private boolean refuse(YamlItem item, @Nullable String rule, String key, String what) {
    diagnostics.error(
        Diagnostic.of(
            LoadCode.LOAD_ERR_UNSUPPORTED,
            item.keyPlace(key),
            rule,
            what + " is not supported yet",
            null));
    return true;
  }

  private static Place place(Node node, YamlReader yaml, RuleSource source) {
    return node.getStartMark().map(yaml::place).orElse(Place.file(source.name()));
  }
}
