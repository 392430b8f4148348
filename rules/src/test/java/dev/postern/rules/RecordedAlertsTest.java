package dev.postern.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.rules.compile.EventTypes;
import dev.postern.rules.compile.RandomConditions;
import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.field.Field;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldTrait;
import dev.postern.rules.field.Filled;
import dev.postern.rules.record.BadEventException;
import dev.postern.rules.record.EventJson;
import dev.postern.rules.record.EventRecord;
import dev.postern.rules.record.RecordedRules;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a sensor's rules say of an event, recorded rules say of its record. */
class RecordedAlertsTest {

  private static final ValueLists LISTS = new ValueLists(Map.of("nothing", List.of()));
  private static final int SETS = 10;
  private static final int RULES = 12;
  private static final int EVENTS = 60;

  private final Random random = new Random(20_260_401);
  private final RandomConditions conditions = new RandomConditions(random, List.of("nothing"));
  private final RandomEvents events = new RandomEvents(random);

  /** An output that names every field it may, and ancestors. */
  private static SourceText everyField() {
    String fields =
        FieldCatalog.events().fields().stream()
            .filter(field -> field.filled() == Filled.YES)
            .filter(field -> !field.has(FieldTrait.FILTER_ONLY))
            .map(RecordedAlertsTest::named)
            .collect(Collectors.joining(" "));
    return SourceText.at(Place.file("test"), fields);
  }

  private static String named(Field<Event> field) {
    List<String> arguments =
        switch (field.argument()) {
          case NONE -> List.of("");
          case OPTIONAL_INDEX -> List.of("", "[0]", "[1]", "[2]", "[9]");
          case CALL_ARGUMENT -> List.of(".res", ".tuple", ".addr", ".exe", ".comm", "[0]", "[3]");
          case RAW_CALL_ARGUMENT -> List.of(".res", ".fd");
          case NAME -> List.of(".connect", ".nothing");
          default -> throw new AssertionError("no arguments for " + field.name());
        };
    return arguments.stream()
        .map(argument -> "%" + field.name() + argument)
        .collect(Collectors.joining(" "));
  }

  private static LoadedRule rule(int number, Condition condition, SourceText output) {
    Rule rule =
        new Rule(
            "R" + number,
            "",
            Priority.NOTICE,
            List.of("a"),
            "syscall",
            new OutputParser<>(FieldCatalog.events(), RecordedAlertsTest::fail).parse(output),
            Place.file("test"));
    Set<EventType> types = EventTypes.of(condition, LISTS);
    return new LoadedRule(rule, number % 7 != 3, condition, condition, types, output);
  }

  private static void fail(Object problem) {
    throw new AssertionError(problem.toString());
  }

  private LoadResult load(RuleMatching matching) {
    List<LoadedRule> rules = new ArrayList<>();
    SourceText output = everyField();
    for (int i = 0; i < RULES; i++) {
      rules.add(rule(i, conditions.next(), output));
    }
    RuleSet live =
        new RuleSet(
            rules.stream()
                .filter(LoadedRule::enabled)
                .map(
                    rule ->
                        new CheckedRule(
                            rule.rule(),
                            rule.condition(),
                            rule.written(),
                            rule.output(),
                            rule.types()))
                .toList(),
            matching,
            new TypedRules.Compiler(FieldCatalog.events(), LISTS));
    return new LoadResult(live, List.of(), List.of(), rules, LISTS, new MacroNames());
  }

  /** Everything an alert shows. */
  private static String shown(Alert alert) {
    return alert.rule().name()
        + " "
        + alert.time()
        + " "
        + alert.line(ZoneOffset.UTC)
        + " "
        + alert.outputFields();
  }

  @ParameterizedTest
  @EnumSource
  void aRecordRaisesTheAlertsOfItsEvent(RuleMatching matching) throws BadEventException {
    EventRecord record = new EventRecord("node-1");
    int raised = 0;
    for (int i = 0; i < SETS; i++) {
      LoadResult loaded = load(matching);
      RuleSet live = Loading.rules(loaded);
      RecordedRules replayed = new RecordedRules(loaded, matching);
      for (int j = 0; j < EVENTS; j++) {
        Event event = events.next();
        List<String> expected = new ArrayList<>();
        live.evaluate(event, alert -> expected.add(shown(alert)));
        String line = record.line(event);
        assertThat(replayed.evaluate(EventJson.read(line)).stream().map(RecordedAlertsTest::shown))
            .as("%s recorded as %s", event, line)
            .containsExactlyElementsOf(expected);
        raised += expected.size();
      }
    }
    assertThat(raised).isGreaterThan(SETS * EVENTS / 3); // otherwise nothing was compared
  }
}
