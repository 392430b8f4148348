package dev.postern.rules;

import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a file says it needs: {@code required_engine_version} and {@code …_plugin_versions}. */
final class RequiredVersions {

  /** Of the rule engine of Falco 0.44.1. */
  static final EngineVersion ENGINE = new EngineVersion(0, 62, 0);

  /** Falco's plugin whose fields events have here without any plugin. */
  private static final String BUILT_IN = "container";

  private RequiredVersions() {}

  /** An engine newer than Falco 0.44's is an error, as it is there. */
  static void engine(YamlItem item, Diagnostics diagnostics) {
    SourceText text = item.required("required_engine_version");
    if (text == null) {
      return;
    }
    EngineVersion version = EngineVersion.parse(text.value(), ENGINE);
    if (version == null) {
      item.invalid(
          text.place(),
          "'" + text.value() + "' is not an engine version",
          "write x.y.z, such as " + ENGINE);
    } else if (!ENGINE.satisfies(version)) {
      diagnostics.error(
          LoadCode.LOAD_ERR_VALIDATE,
          text.place(),
          "the file needs engine version " + version + ", and this one is " + ENGINE);
    }
  }

  /** Only the shape matters: rules for other plugins have another source and are skipped. */
  static void plugins(YamlItem item, Diagnostics diagnostics) {
    List<YamlItem> plugins = item.items("required_plugin_versions");
    if (item.isNull("required_plugin_versions")) {
      item.invalid(item.place(), "'required_plugin_versions' must be a sequence");
    }
    for (YamlItem plugin : plugins == null ? List.<YamlItem>of() : plugins) {
      List<YamlItem> alternatives = new ArrayList<>(List.of(plugin));
      List<YamlItem> others = plugin.items("alternatives");
      if (plugin.isNull("alternatives")) {
        plugin.invalid(plugin.place(), "'alternatives' must be a sequence");
      }
      alternatives.addAll(others == null ? List.of() : others);
      Set<String> names = new HashSet<>();
      for (YamlItem alternative : alternatives) {
        alternative(alternative, names, diagnostics);
      }
      if (!plugin.faulty() && !names.contains(BUILT_IN)) {
        diagnostics.warn(
            LoadCode.LOAD_UNKNOWN_ITEM,
            plugin.place(),
            "there is no plugin "
                + String.join(" or ", names)
                + "; rules about its events are skipped",
            null);
      }
    }
  }

  private static void alternative(YamlItem item, Set<String> names, Diagnostics diagnostics) {
    SourceText name = item.required("name");
    SourceText version = item.required("version");
    if (version != null && EngineVersion.semantic(version.value()) == null) {
      diagnostics.error(
          LoadCode.LOAD_ERR_VALIDATE,
          version.place(),
          "'" + version.value() + "' is not a plugin's version: write x.y.z");
    }
    if (name != null && !names.add(name.value())) {
      diagnostics.error(
          LoadCode.LOAD_ERR_VALIDATE,
          name.place(),
          "plugin '" + name.value() + "' is required twice as an alternative of itself");
    }
  }
}
