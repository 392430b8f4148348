package dev.postern.metrics;

import dev.postern.event.Connection;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.Transport;
import dev.postern.rules.Alert;
import dev.postern.rules.MatchedRule;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleSet;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import java.util.List;
import java.util.Objects;

/** Rules, and alerts of them. */
final class SampleRules {

  private SampleRules() {}

  /** One rule that matches every connect, and one that matches nothing. */
  static RuleSet load() {
    return load("Talks \"out\"", "WARNING");
  }

  static RuleSet load(String name, String priority) {
    String rules =
        """
        - rule: '%s'
          desc: any connection
          condition: evt.type = connect
          output: connects
          priority: %s
        - rule: Never
          desc: nothing
          condition: evt.type = connect and fd.rport = 1
          output: never
          priority: CRITICAL
        """
            .formatted(name, priority);
    return Objects.requireNonNull(
        RuleLoader.load(List.of(new RuleSource("sample.yaml", rules)), RuleSettings.DEFAULT)
            .rules());
  }

  /** The alert of the first rule. */
  static Alert alert(RuleSet rules) {
    Event event =
        new Event(
            EventType.CONNECT,
            1,
            43,
            0,
            0,
            Flows.process("curl", "/usr/bin/curl"),
            Flows.APP,
            new Connection(9, Transport.TCP, false, null, Flows.peer("192.0.2.1", 443)),
            Event.EINPROGRESS);
    return MatchedRule.of(rules.rules().getFirst(), event);
  }
}
