package dev.postern.settings;

import dev.postern.rules.source.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One line of a settings file: a key with one value or a list of values. Read from YAML's events
 * and not from its nodes, because nothing here is nested.
 *
 * @param key the setting's name
 * @param place where the key stands
 * @param values at least one, unless it is a list
 * @param valuePlace where the value stands
 * @param isList whether it is written as a list
 */
record SettingsEntry(
    String key, Place place, List<String> values, Place valuePlace, boolean isList) {

  private static final LoadSettings YAML = LoadSettings.builder().setUseMarks(true).build();

  /**
   * The entries of a file; none when it is empty.
   *
   * @throws YamlEngineException when it is not YAML
   */
  static List<SettingsEntry> parse(String file, String text) throws SettingsError {
    return new Reader(file, new Parse(YAML).parseString(text).iterator()).entries();
  }

  /** What a YAML parser had to complain about, in one line. */
  static SettingsError notYaml(String file, YamlEngineException e) {
    if (!(e instanceof MarkedYamlEngineException marked)) {
      return new SettingsError(
          file + ": is not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    Place place = marked.getProblemMark().map(mark -> place(file, mark)).orElse(Place.file(file));
    String context = marked.getContext() == null ? "" : marked.getContext() + ": ";
    return new SettingsError(place + ": is not YAML: " + context + marked.getProblem());
  }

  private static Place place(String file, Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Walks the events of one file. */
  private record Reader(String file, Iterator<Event> events) {

    List<SettingsEntry> entries() throws SettingsError {
      List<SettingsEntry> entries = new ArrayList<>();
      events.next(); // the stream's start
      if (events.next().getEventId() == Event.ID.StreamEnd) {
        return entries;
      }
      Event first = events.next();
      if (first instanceof ScalarEvent scalar && isNothing(scalar)) {
        return entries;
      }
      if (first.getEventId() != Event.ID.MappingStart) {
        throw new SettingsError(
            place(first) + ": is no mapping: write settings as name: value, a line each");
      }
      Event key = events.next();
      while (key.getEventId() != Event.ID.MappingEnd) {
        entries.add(entry(key));
        key = events.next();
      }
      events.next(); // the document's end
      Event last = events.next();
      if (last.getEventId() != Event.ID.StreamEnd) {
        throw new SettingsError(place(last) + ": a second document: keep one");
      }
      return entries;
    }

    private SettingsEntry entry(Event key) throws SettingsError {
      if (!(key instanceof ScalarEvent name)) {
        throw new SettingsError(place(key) + ": a key is the name of a setting");
      }
      Event value = events.next();
      if (value.getEventId() != Event.ID.SequenceStart) {
        return new SettingsEntry(
            name.getValue(), place(key), List.of(text(name, value)), place(value), false);
      }
      List<String> values = new ArrayList<>();
      Event item = events.next();
      while (item.getEventId() != Event.ID.SequenceEnd) {
        values.add(text(name, item));
        item = events.next();
      }
      return new SettingsEntry(name.getValue(), place(key), values, place(value), true);
    }

    private String text(ScalarEvent name, Event value) throws SettingsError {
      if (!(value instanceof ScalarEvent scalar)) {
        throw new SettingsError(
            "%s: '%s' takes a value or a list of values".formatted(place(value), name.getValue()));
      }
      if (isNothing(scalar)) {
        throw new SettingsError(
            "%s: '%s' has no value: give it one or leave the line out"
                .formatted(place(value), name.getValue()));
      }
      return scalar.getValue();
    }

    private static boolean isNothing(ScalarEvent scalar) {
      return scalar.getScalarStyle() == ScalarStyle.PLAIN
          && scalar.getValue().matches("~|null|Null|NULL|");
    }

    private Place place(Event event) {
      return event
          .getStartMark()
          .map(mark -> SettingsEntry.place(file, mark))
          .orElse(Place.file(file));
    }
  }
}
