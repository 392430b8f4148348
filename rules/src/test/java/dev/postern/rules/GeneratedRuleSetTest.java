package dev.postern.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Whole rule sets as generated classes. */
class GeneratedRuleSetTest {

  private static final int MANY = 5_000;

  /** Of which an event matches the one of its port. */
  private static RuleSet many() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < MANY; i++) {
      yaml.append("- rule: R")
          .append(i)
          .append("\n  desc: d\n  output: o\n  priority: info\n  condition: ")
          .append("evt.type = connect and proc.name = curl and not fd.sip in (10.0.0.0/8, 192.0.2.")
          .append(i % 250)
          .append(") and fd.sport = ")
          .append(i)
          .append('\n');
    }
    return Loading.rules(Loading.load(yaml.toString()));
  }

  private static Event toPort(int port) {
    return EventBuilder.connect("203.0.113.1", port).build();
  }

  @Test
  void shippedRulesRaiseTheSameAlerts() {
    List<RuleSource> sources = new ArrayList<>(ShippedRules.defaults());
    sources.addAll(ShippedRules.pack());
    RuleSet rules = Loading.rules(RuleLoader.load(sources, RuleSettings.DEFAULT));
    RuleSet generated = rules.generated();
    RuleSet interpreted = rules.interpreted();
    for (EventType type : EventType.values()) {
      assertThat(generated.isGenerated(type)).isTrue();
      assertThat(interpreted.isGenerated(type)).isEqualTo(!rules.wants(type));
    }
    RandomEvents events = new RandomEvents(new Random(20_260_111));
    int alerts = 0;
    for (int i = 0; i < 20_000; i++) {
      Event event = events.next();
      List<String> expected = Loading.alerts(interpreted, event);
      assertThat(Loading.alerts(generated, event)).isEqualTo(expected);
      alerts += expected.size();
    }
    assertThat(alerts).isGreaterThan(1_000);
  }

  @Test
  void fiveThousandRulesBecomeClassesOnceThatPays() {
    RuleSet rules = many();
    assertThat(rules.isGenerated(EventType.CONNECT)).isFalse();
    long limit = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    int events = 0;
    while (!rules.isGenerated(EventType.CONNECT) && System.nanoTime() < limit) {
      int port = events++ % MANY;
      assertThat(Loading.alerts(rules, toPort(port))).containsExactly("R" + port);
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(rules.isGenerated(EventType.CONNECT)).isTrue();
    assertThat(events).isGreaterThanOrEqualTo(400); // two million answers
    for (int port = 0; port < MANY; port += 25) {
      assertThat(Loading.alerts(rules, toPort(port))).containsExactly("R" + port);
    }
    assertThat(Loading.alerts(rules, EventBuilder.connect("10.9.9.9", 7).build())).isEmpty();
  }
}
