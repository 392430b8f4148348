package dev.postern.rules;

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
  private static final Pattern MACRO_NAME = Pattern.compile("[a-zA-Z]+[a-zA-Z0-9_]*");

  private final Diagnostics diagnostics;
  private boolean complete = true;

  RuleFileReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** False when an item could not be read that may have defined any name. */
  boolean complete() {
    return complete;
  }

  /** The items of one file. */
  List<Definition> read(RuleSource source) {
    YamlReader yaml = new YamlReader(source, diagnostics);
    Optional<List<Node>> documents = yaml.documents();
    complete &= documents.isPresent();
    List<Definition> definitions = new ArrayList<>();
    for (Node document : documents.orElse(List.of())) {
      if (document instanceof SequenceNode items) {
        for (Node item : items.getValue()) {
          Definition definition = isNull(item) ? null : item(item, yaml);
          if (definition != null) {
            definitions.add(definition);
          }
        }
      } else if (!isNull(document)) {
        complete = false;
        diagnostics.error(
            LoadCode.LOAD_ERR_YAML_VALIDATE,
            yaml.place(document),
            "a rule file is a sequence of rules, macros and lists");
      }
    }
    return definitions;
  }

  /** Falco passes over documents and items without a value. */
  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  private @Nullable Definition item(Node node, YamlReader yaml) {
    if (!(node instanceof MappingNode mapping)) {
      diagnostics.error(
          LoadCode.LOAD_ERR_YAML_VALIDATE,
          yaml.place(node),
          "an item is a mapping that begins with 'rule', 'macro' or 'list'");
      return null;
    }
    if (!yaml.spend(mapping)) {
      complete = false;
      return null;
    }
    YamlItem item = new YamlItem(mapping, yaml, diagnostics);
    // In Falco's order, should an item be several things at once.
    if (item.has("required_engine_version")) {
      RequiredVersions.engine(item, diagnostics);
    } else if (item.has("required_plugin_versions")) {
      RequiredVersions.plugins(item, diagnostics);
    } else if (item.has("list")) {
      return named(item, "list", Definition.Kind.LIST);
    } else if (item.has("macro")) {
      return named(item, "macro", Definition.Kind.MACRO);
    } else if (item.has("rule")) {
      return named(item, "rule", Definition.Kind.RULE);
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

  private @Nullable Definition named(YamlItem item, String key, Definition.Kind kind) {
    SourceText name = item.required(key);
    if (name != null && name.value().isBlank()) {
      item.invalid(name.place(), "'" + key + "' must have a name");
      name = null;
    }
    if (name == null) {
      complete = false;
      return null;
    }
    Definition definition =
        switch (kind) {
          case LIST -> list(item, name);
          case MACRO -> macro(item, name);
          case RULE -> new RuleItemReader(item, name).read();
        };
    // A rule in which something is wrong has the rest of it checked: all errors are told in one go.
    boolean checkable = !item.faulty() || definition instanceof Definition.RuleItem;
    return definition == null || !checkable ? new Definition.Unreadable(name, kind) : definition;
  }

  private static @Nullable Definition list(YamlItem item, SourceText name) {
    item.warnUnknownKeys(LIST_KEYS);
    if (!ListNames.isPlain(name.value())) {
      item.warn(
          LoadCode.LOAD_INVALID_LIST_NAME,
          name.place(),
          "a list's name has none of the characters ( ) \" ' = , and no blank",
          null);
    }
    List<SourceText> items = item.texts("items");
    Overrides overrides = Overrides.read(item, Set.of("items"), Set.of("items"));
    return items == null ? null : new Definition.ListOf(name, items, overrides.appends("items"));
  }

  private static @Nullable Definition macro(YamlItem item, SourceText name) {
    item.warnUnknownKeys(MACRO_KEYS);
    if (!MACRO_NAME.matcher(name.value()).matches()) {
      item.warn(
          LoadCode.LOAD_INVALID_MACRO_NAME,
          name.place(),
          "no condition can use a macro of this name",
          "use letters, digits and _, a letter first");
    }
    SourceText condition = item.required("condition");
    Overrides overrides = Overrides.read(item, Set.of("condition"), Set.of("condition"));
    return condition == null
        ? null
        : new Definition.Macro(name, condition, overrides.appends("condition"));
  }
}
