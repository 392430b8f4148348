package dev.postern.rules;

import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.SourceText;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an item does to an earlier one of its name: its {@code override} key, or {@code append:
 * true}, which Falco 0.44 still reads and warns about.
 *
 * @param append keys whose values are added to the earlier ones
 * @param replace keys whose values take the place of the earlier ones
 * @param named every key it names, whether it can be or not
 * @param appendFlag whether it is {@code append: true}
 */
record Overrides(Set<String> append, Set<String> replace, Set<String> named, boolean appendFlag) {

  private static final String OVERRIDE = "override";

  /** Reads both keys; what is wrong with them is reported. */
  static Overrides read(YamlItem item, Set<String> appendable, Set<String> replaceable) {
    Boolean flag = item.flag("append");
    boolean appendFlag = flag != null && flag;
    if (appendFlag) {
      item.warn(
          LoadCode.LOAD_DEPRECATED_ITEM,
          item.keyPlace("append"),
          "'append: true' is deprecated",
          "name the keys: override: {condition: append}");
    }
    Set<String> append = new LinkedHashSet<>();
    Set<String> replace = new LinkedHashSet<>();
    Set<String> named = new LinkedHashSet<>();
    YamlItem keys = item.item(OVERRIDE);
    if (keys != null) {
      for (SourceText key : keys.keys()) {
        named.add(key.value());
        SourceText operation = keys.required(key.value());
        if (operation == null) {
          continue;
        }
        switch (operation.value()) {
          case "append" -> add(item, key, append, appendable, replaceable);
          case "replace" -> add(item, key, replace, replaceable, appendable);
          default ->
              item.invalid(
                  operation.place(),
                  "'" + operation.value() + "' is not an override",
                  "write append or replace");
        }
      }
    }
    if (appendFlag && !(append.isEmpty() && replace.isEmpty())) {
      item.invalid(
          item.keyPlace("append"),
          "'append: true' and 'override' can't be used together",
          "leave out 'append' and add its key under 'override'");
    }
    return new Overrides(append, replace, named, appendFlag);
  }

  private static void add(
      YamlItem item, SourceText key, Set<String> to, Set<String> allowed, Set<String> otherwise) {
    String name = key.value();
    if (allowed.contains(name)) {
      to.add(name);
    } else if (otherwise.contains(name)) {
      item.invalid(
          key.place(), "'" + name + "' can't be appended to", "write " + name + ": replace");
    } else {
      Set<String> all = new TreeSet<>(allowed);
      item.invalid(
          key.place(),
          "'" + name + "' is no key that can be overridden: " + String.join(", ", all),
          NearestName.suggestion(name, all));
    }
  }

  /** Whether any key is overridden. */
  boolean any() {
    return !append.isEmpty() || !replace.isEmpty();
  }

  boolean appends(String key) {
    return appendFlag || append.contains(key);
  }
}
