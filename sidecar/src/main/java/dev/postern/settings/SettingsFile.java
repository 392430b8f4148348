package dev.postern.settings;

import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.Place;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A file of settings: a YAML mapping of keys to one value or a list of them. */
final class SettingsFile {

  /** Far more than all settings need. */
  private static final int MOST_BYTES = 1 << 20;

  /** What follows the values of a list in the one text that an option takes. */
  private static final String SEPARATOR = ",";

  /** No file, no settings. */
  static final SettingsFile NONE = new SettingsFile(Map.of());

  /**
   * A setting's value.
   *
   * @param text as an option takes it
   * @param place where it stands
   */
  record Value(String text, Place place) {}

  private final Map<String, Value> values;

  private SettingsFile(Map<String, Value> values) {
    this.values = values;
  }

  /**
   * Reads a file.
   *
   * @param settings the command's
   */
  static SettingsFile read(Path file, List<Setting> settings) throws SettingsError {
    Map<String, Setting> known =
        settings.stream()
            .filter(setting -> !setting.isFileItself())
            .collect(Collectors.toMap(Setting::key, setting -> setting));
    Map<String, Value> values = new HashMap<>();
    for (SettingsEntry entry : entries(file)) {
      Setting setting = known.get(entry.key());
      if (setting == null) {
        String nearest = NearestName.suggestion(entry.key(), known.keySet());
        throw new SettingsError(
            "%s: unknown setting '%s': %s"
                .formatted(
                    entry.place(),
                    entry.key(),
                    nearest == null ? "docs/settings.md lists them" : nearest));
      }
      if (values.put(entry.key(), value(entry, setting)) != null) {
        throw new SettingsError(
            "%s: '%s' stands twice: keep one".formatted(entry.place(), entry.key()));
      }
    }
    return new SettingsFile(values);
  }

  private static List<SettingsEntry> entries(Path file) throws SettingsError {
    try {
      return SettingsEntry.parse(file.toString(), text(file));
    } catch (YamlEngineException e) {
      throw SettingsEntry.notYaml(file.toString(), e);
    }
  }

  private static Value value(SettingsEntry entry, Setting setting) throws SettingsError {
    Place place = entry.valuePlace();
    if (!setting.option().isMultiValue()) {
      if (entry.isList()) {
        throw new SettingsError(
            "%s: '%s' takes one value, not a list".formatted(place, entry.key()));
      }
      return new Value(entry.values().getFirst(), place);
    }
    for (String value : entry.values()) {
      if (entry.isList() && value.contains(SEPARATOR)) {
        throw new SettingsError(
            "%s: '%s' holds a comma, which separates values: make it an entry each"
                .formatted(place, value));
      }
    }
    return new Value(String.join(SEPARATOR, entry.values()), place);
  }

  private static String text(Path file) throws SettingsError {
    try {
      if (Files.isDirectory(file)) {
        throw new SettingsError(file + ": is a folder: name a YAML file");
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new SettingsError(file + ": is no regular file: name a YAML file");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new SettingsError(file + ": is larger than 1 MiB: is it the right file?");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new SettingsError(file + ": no such file: check --settings or POSTERN_SETTINGS");
    } catch (AccessDeniedException e) {
      throw new SettingsError(file + ": permission denied: make it readable");
    } catch (CharacterCodingException e) {
      throw new SettingsError(file + ": is not UTF-8 text: name a YAML file");
    } catch (IOException e) {
      throw new SettingsError(file + ": cannot be read: " + e.getMessage());
    }
  }

  /** The value of a setting, if the file has it. */
  Optional<Value> value(Setting setting) {
    return Optional.ofNullable(values.get(setting.key()));
  }
}
