package dev.postern.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.rules.RandomEvents;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.ConditionParser;
import dev.postern.rules.condition.ConditionSyntaxException;
import dev.postern.rules.condition.Value;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of a condition for one type says the same as the whole. */
class SpecialiserTest {

  private static final ValueLists LISTS =
      new ValueLists(
          Map.of(
              "nothing", List.of(),
              "sends", List.of(value("sendto"), value("sendmsg")),
              "all_types", everyType()));

  private static Value value(String text) {
    return new Value(text, true, text("x").position(0));
  }

  private static List<Value> everyType() {
    return EnumSet.allOf(EventType.class).stream().map(type -> value(type.text())).toList();
  }

  private static SourceText text(String text) {
    return SourceText.at(Place.file("test"), text);
  }

  private static Condition condition(String text) {
    try {
      return ConditionParser.parse(text(text));
    } catch (ConditionSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Matcher<Event> compile(Condition condition) {
    return new ConditionCompiler<>(
            FieldCatalog.events(),
            LISTS,
            problem -> {
              throw new AssertionError(problem.toString());
            })
        .compile(condition);
  }

  private static Condition specialise(EventType type, Condition condition) {
    return new Specialiser(type, LISTS).specialise(condition);
  }

  /** Three thousand conditions, each with a hundred events. */
  @Test
  void saysTheSameOfEveryEvent() {
    Random random = new Random(20_260_102);
    RandomConditions conditions =
        new RandomConditions(random, List.of("nothing", "sends", "all_types"));
    RandomEvents events = new RandomEvents(random);
    int matched = 0;
    int shortened = 0;
    for (int i = 0; i < 3_000; i++) {
      Condition whole = conditions.next();
      Matcher<Event> reference = compile(whole);
      Map<EventType, Matcher<Event>> typed = new EnumMap<>(EventType.class);
      for (EventType type : EventType.values()) {
        Condition left = specialise(type, whole);
        shortened += left == whole ? 0 : 1;
        typed.put(type, compile(left));
      }
      for (int j = 0; j < 100; j++) {
        Event event = events.next();
        boolean expected = reference.matches(event);
        matched += expected ? 1 : 0;
        assertThat(Objects.requireNonNull(typed.get(event.type())).matches(event))
            .as("%s on %s", whole, event)
            .isEqualTo(expected);
      }
    }
    // Otherwise nothing was compared.
    assertThat(matched).isBetween(30_000, 270_000);
    assertThat(shortened).isGreaterThan(3_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          evt.type = connect and fd.sport = 80 ~ fd.sport = 80
          evt.type in (sends) and fd.sport = 80 ~ never
          evt.type in (all_types) ~ always
          evt.type = connect ~ always
          evt.type != connect ~ never
          evt.type exists and proc.name = sh ~ proc.name = sh
          not evt.type = connect or proc.name = sh ~ proc.name = sh
          not (evt.type = listen and proc.name = sh) ~ always
          evt.type = connect or proc.name = sh ~ always
          fd.sip in (nothing) ~ never
          evt.type = anyof (listen, connect) and fd.sport = 80 ~ fd.sport = 80
          evt.type = oneof (sendto, connect) ~ always
          evt.type = oneof (connect, connect) ~ never
          evt.type = allof (connect, connect) ~ always
          evt.type = allof (connect, sendto) ~ never
          evt.type != anyof (connect, sendto) ~ always
          evt.type != oneof (connect, sendto, listen) ~ never
          evt.type != allof (sends) ~ always
          evt.type = anyof () ~ never
          proc.name contains allof (nothing) ~ never
          tolower(evt.type) = listen ~ tolower(evt.type) = listen
          evt.type = val(proc.name) ~ evt.type = val(proc.name)
          evt.type startswith anyof (con) ~ evt.type startswith anyof (con)
          not proc.name in () and fd.sport = 80 ~ fd.sport = 80
          fd.sport = 80 and (evt.type = connect and (proc.name = sh and user.uid = 0)) ~ fd.sport = 80 and proc.name = sh and user.uid = 0
          evt.type = listen or (proc.name = sh or user.uid = 0) ~ proc.name = sh or user.uid = 0
          """)
  void leavesOutWhatAConnectAnswers(String whole, String left) {
    Condition expected =
        condition(
            switch (left) {
              case "always" -> "evt.type exists";
              case "never" -> "not evt.type exists";
              default -> left;
            });
    Condition specialised = specialise(EventType.CONNECT, condition(whole));
    if (left.equals("always")) {
      assertThat(specialised)
          .isInstanceOfSatisfying(Condition.And.class, and -> assertThat(and.parts()).isEmpty());
    } else if (left.equals("never")) {
      assertThat(Specialiser.isNever(specialised)).isTrue();
    } else {
      ConditionNumbers numbers = new ConditionNumbers(LISTS);
      assertThat(numbers.of(specialised)).isEqualTo(numbers.of(expected));
    }
  }

  @Test
  void givesBackWhatItCannotShorten() {
    Condition whole = condition("fd.sport = 80 and (not proc.name = sh or evt.type startswith c)");
    for (EventType type : EventType.values()) {
      assertThat(specialise(type, whole)).isSameAs(whole);
    }
  }

  @Test
  void numbersTellConditionsApartByMeaning() {
    List<String> different =
        List.of(
            "fd.sport = 80",
            "fd.sport = 443",
            "fd.sport != 80",
            "fd.cport = 80",
            "fd.sport in (80)",
            "fd.sport in (80, 443)",
            "not fd.sport = 80",
            "fd.sport = 80 and fd.cport = 80",
            "fd.sport = 80 or fd.cport = 80",
            "proc.aname[1] = sh",
            "proc.aname[2] = sh",
            "proc.name = sh",
            "tolower(proc.name) = sh",
            "toupper(proc.name) = sh",
            "tolower(toupper(proc.name)) = sh",
            "proc.name = val(proc.exe)",
            "proc.name = tolower(proc.exe)",
            "proc.name = oneof (sh)",
            "proc.name = anyof (sh)",
            "proc.name in (sh)",
            "proc.name in val(proc.exe)",
            "concat(proc.name, 'x') = sh",
            "concat(proc.name, 'y') = sh",
            "join(proc.name, ('x', 'y')) = sh",
            "join(proc.name, ('xy')) = sh",
            "getopt(('a'), 'b') in (sh)",
            "getopt(('a'), 'b')[b] in (sh)");
    ConditionNumbers numbers = new ConditionNumbers(LISTS);
    List<Integer> first = new ArrayList<>();
    List<Integer> second = new ArrayList<>();
    different.forEach(text -> first.add(numbers.of(condition(text))));
    different.forEach(text -> second.add(numbers.of(condition("  " + text))));
    assertThat(first).doesNotHaveDuplicates().isEqualTo(second);
    assertThat(numbers.of(condition("evt.type in (sends)")))
        .isEqualTo(numbers.of(condition("evt.type in (sendto, sendmsg)")));
  }
}
