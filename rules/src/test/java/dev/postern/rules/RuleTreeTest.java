package dev.postern.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import dev.postern.rules.compile.ConditionCompiler;
import dev.postern.rules.compile.EventTypes;
import dev.postern.rules.compile.Matcher;
import dev.postern.rules.compile.RandomConditions;
import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many rules together say what each says alone, in the order of definition. */
class RuleTreeTest {

  private static final ValueLists LISTS = new ValueLists(Map.of("nothing", List.of()));
  private static final int SETS = 30;
  private static final int EVENTS = 300;

  private final Random random = new Random(20_260_103);
  private final RandomConditions conditions = new RandomConditions(random, List.of("nothing"));
  private final RandomEvents events = new RandomEvents(random);

  /** A rule as it is defined, each part of its condition asked where it stands. */
  private record Plain(Rule rule, Matcher<Event> condition, CheckedRule checked) {

    boolean matches(Event event) {
      return checked.types().contains(event.type()) && condition.matches(event);
    }
  }

  private static Plain plain(int number, Condition condition) {
    Rule rule =
        new Rule(
            "R" + number,
            "",
            Priority.NOTICE,
            List.of(),
            "syscall",
            new OutputTemplate<>("", List.of(), Event::time),
            Place.file("test"));
    Matcher<Event> matcher =
        new ConditionCompiler<>(
                FieldCatalog.events(),
                LISTS,
                problem -> {
                  throw new AssertionError(problem.toString());
                })
            .compile(condition);
    return new Plain(
        rule,
        matcher,
        new CheckedRule(
            rule,
            condition,
            condition,
            SourceText.at(Place.file("test"), "o"),
            EventTypes.of(condition, LISTS)));
  }

  /** Rules of which most begin with what another begins with. */
  private List<Plain> rules(int count) {
    List<Condition> beginnings = List.of(conditions.next(), conditions.next(), conditions.next());
    List<Plain> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Condition> parts =
          new ArrayList<>(beginnings.subList(0, random.nextInt(beginnings.size() + 1)));
      if (parts.isEmpty() || random.nextInt(4) > 0) {
        parts.add(conditions.next());
      }
      rules.add(
          plain(
              i,
              parts.size() == 1
                  ? parts.getFirst()
                  : new Condition.And(parts, parts.getFirst().at())));
    }
    return rules;
  }

  private static RuleSet together(List<Plain> rules, RuleMatching matching) {
    return new RuleSet(
        rules.stream().map(Plain::checked).toList(),
        matching,
        new TypedRules.Compiler(FieldCatalog.events(), LISTS));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 64, 65, 200})
  void matchesWhatEachRuleMatches(int count) {
    int alerts = 0;
    for (int i = 0; i < SETS; i++) {
      List<Plain> rules = rules(count);
      RuleSet all = together(rules, RuleMatching.ALL);
      RuleSet first = together(rules, RuleMatching.FIRST);
      for (int j = 0; j < EVENTS; j++) {
        Event event = events.next();
        List<String> expected =
            rules.stream()
                .filter(rule -> rule.matches(event))
                .map(rule -> rule.rule().name())
                .toList();
        alerts += expected.size();
        assertThat(Loading.alerts(all, event)).isEqualTo(expected);
        assertThat(Loading.alerts(first, event))
            .isEqualTo(expected.subList(0, Math.min(1, expected.size())));
      }
    }
    assertThat(alerts).isGreaterThanOrEqualTo(count * 100); // otherwise nothing was compared
  }
}
