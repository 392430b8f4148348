package dev.postern.rules.pack;

import dev.postern.rules.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The pack's files as plain YAML, read by nothing that is under test. */
final class PackYaml {

  /** The folder of the shipped rules. */
  static final Path PACK = Project.root().resolve("rules/pack");

  private static final String SCENARIOS = "_test.yaml";

  private PackYaml() {}

  /** Rule files, by name from {@link #PACK}, those of its folders too. */
  static List<String> ruleFiles() {
    return files().filter(name -> !name.endsWith(SCENARIOS)).toList();
  }

  static List<String> scenarioFiles() {
    return files().filter(name -> name.endsWith(SCENARIOS)).toList();
  }

  private static Stream<String> files() {
    try (Stream<Path> found = Files.walk(PACK)) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> PACK.relativize(file).toString())
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The documents of a file. */
  static List<Object> documents(Path file) {
    List<Object> documents = new ArrayList<>();
    load().loadAllFromString(text(file)).forEach(documents::add);
    return documents;
  }

  /** A single document. */
  static Object document(String yaml) {
    return Objects.requireNonNull(load().loadFromString(yaml), "an empty document");
  }

  private static Load load() {
    return new Load(LoadSettings.builder().build());
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // a mapping of YAML with texts for keys
  static Map<String, @Nullable Object> map(@Nullable Object node) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(node, "a mapping is missing");
  }

  /** A sequence; empty where there is none. */
  static List<?> sequence(@Nullable Object node) {
    return node == null ? List.of() : (List<?>) node;
  }

  static List<String> texts(@Nullable Object node) {
    return sequence(node).stream().map(String::valueOf).toList();
  }
}
