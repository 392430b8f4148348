package dev.postern.rules.scenario;

import dev.postern.rules.Priority;
import dev.postern.rules.record.RecordedEvent;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.YamlKeys;
import dev.postern.rules.source.YamlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads files of scenarios; docs/rules.md has the format. */
final class ScenarioReader {

  private static final Set<String> FILE = Set.of("rules", "lists", "defaults", "scenarios");
  private static final Set<String> SCENARIO =
      Set.of("scenario", "lists", "events", "alerts", "must_not_fire");
  private static final Set<String> ALERT =
      Set.of("rule", "event", "priority", "output_contains", "fields");

  /** Of events or parts of them that are there again by an alias. */
  private static final int ALIAS_LIMIT = 50;

  private final Path path;
  private final Problems problems;

  ScenarioReader(Path path, Problems problems) {
    this.path = path;
    this.problems = problems;
  }

  /** Reads a file's text; what is returned after a problem must not be used. */
  ScenarioFile read(String text) {
    List<Scenario> scenarios = new ArrayList<>();
    List<Path> rules = new ArrayList<>();
    document(text)
        .map(node -> new YamlKeys(path.toString(), node, "a file of scenarios", problems))
        .ifPresent(
            file -> {
              file.refuseOthersThan(FILE);
              file.texts("rules").forEach(name -> rules.add(path.resolveSibling(name)));
              if (rules.isEmpty()) {
                problems.add(file.place("rules"), "'rules' names no file: rules: [mine.yaml]");
              }
              EventNodes events = new EventNodes(file.keys("defaults"), problems);
              Map<String, List<String>> lists = lists(file);
              for (Node node : file.items("scenarios")) {
                scenarios.add(scenario(node, lists, events));
              }
              if (scenarios.isEmpty()) {
                problems.add(file.place("scenarios"), "'scenarios' holds none");
              }
            });
    return new ScenarioFile(rules, scenarios);
  }

  /** The one document; empty, and reported, when there is none or more. */
  private Optional<Node> document(String text) {
    String file = path.toString();
    try {
      List<Node> documents = YamlText.documents(file, text, ALIAS_LIMIT);
      if (documents.size() == 1) {
        return Optional.of(documents.getFirst());
      }
      problems.add(
          Place.file(file),
          documents.isEmpty()
              ? "empty: a file of scenarios has 'rules' and 'scenarios'"
              : "a file of scenarios is one document, not " + documents.size());
    } catch (YamlText.BadYamlException e) {
      problems.add(e.place(), e.message());
    }
    return Optional.empty();
  }

  private Map<String, List<String>> lists(YamlKeys keys) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    YamlKeys given = keys.keys("lists");
    if (given != null) {
      for (String name : given.entries().keySet()) {
        lists.put(name, given.texts(name));
      }
    }
    return lists;
  }

  private Scenario scenario(Node node, Map<String, List<String>> lists, EventNodes events) {
    YamlKeys keys = keys(node, "a scenario").refuseOthersThan(SCENARIO);
    String name = keys.text("scenario");
    if (name == null) {
      problems.add(keys.place(), "a scenario needs a name: 'scenario: …'");
    }
    Map<String, List<String>> allLists = new LinkedHashMap<>(lists);
    allLists.putAll(lists(keys));
    List<RecordedEvent> happened = new ArrayList<>();
    for (Node event : keys.items("events")) {
      happened.add(events.event(keys(event, "an event")));
    }
    if (happened.isEmpty()) {
      problems.add(keys.place("events"), "a scenario needs 'events'");
    }
    List<Scenario.Expected> alerts = new ArrayList<>();
    for (Node alert : keys.items("alerts")) {
      alerts.add(expected(keys(alert, "an alert"), happened.size()));
    }
    List<Scenario.Named> mustNotFire = new ArrayList<>();
    for (Node rule : keys.items("must_not_fire")) {
      mustNotFire.add(
          new Scenario.Named(keys.place(rule), orEmpty(keys.text("must_not_fire", rule))));
    }
    if (alerts.isEmpty() && mustNotFire.isEmpty()) {
      problems.add(keys.place(), "a scenario without 'alerts' and 'must_not_fire' tests nothing");
    }
    return new Scenario(keys.place(), orEmpty(name), allLists, happened, alerts, mustNotFire);
  }

  private Scenario.Expected expected(YamlKeys keys, int events) {
    keys.refuseOthersThan(ALERT);
    String rule = keys.text("rule");
    if (rule == null && !keys.has("rule")) {
      problems.add(keys.place(), "an alert needs a rule's name: 'rule: …'");
    }
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    YamlKeys given = keys.keys("fields");
    if (given != null) {
      given.entries().forEach((field, entry) -> fields.put(field, field(given, field, entry)));
    }
    return new Scenario.Expected(
        new Scenario.Named(keys.place(), orEmpty(rule)),
        event(keys, events),
        priority(keys),
        keys.text("output_contains"),
        fields);
  }

  private static @Nullable String field(YamlKeys given, String field, YamlKeys.Entry entry) {
    boolean absent = entry.value() instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    return absent ? null : given.text(field, entry.value());
  }

  private int event(YamlKeys keys, int events) {
    String text = keys.text("event");
    if (text == null) {
      return 0;
    }
    if (text.matches("[0-9]{1,6}")) {
      int event = Integer.parseInt(text);
      if (event >= 1 && event <= events) {
        return event;
      }
    }
    problems.add(
        keys.place("event"),
        "'event' is the number of an event: 1 to " + events + ", not '" + text + "'");
    return 0;
  }

  private @Nullable Priority priority(YamlKeys keys) {
    String text = keys.text("priority");
    Priority priority = text == null ? null : Priority.parse(text);
    if (text != null && priority == null) {
      problems.add(keys.place("priority"), "'" + text + "' is no priority");
    }
    return priority;
  }

  private YamlKeys keys(Node node, String what) {
    return new YamlKeys(path.toString(), node, what, problems);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
