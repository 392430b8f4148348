package dev.postern.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For each kind of note on a condition one that gives it, and near misses that give none. */
class ConditionNotesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dialect-block           | fd.sip in (10.0.0.0/8)
          dialect-block           | fd.rip = 10.0.0.0/8
          dialect-block           | not fd.sip in (10.0.0.0/8, 192.0.2.1)
          dialect-field           | net.destination.port = 443
          dialect-field           | net.connection.inbound = false
          dialect-event-type      | evt.type in (connect, connection_failed)
          unreachable             | proc.name = a and proc.name = b
          unreachable             | proc.name = a and not proc.name in (a, b)
          unreachable             | proc.name in (a, b) and proc.name in (c, d)
          unreachable             | fd.sport > 10 and fd.sport < 5
          unreachable             | fd.sport > 10 and fd.sport < 11
          unreachable             | fd.sip = 10.0.0.1 and not fd.snet in (10.0.0.0/8)
          unreachable             | fd.snet = 10.0.0.0/8 and fd.snet in (192.0.2.0/24, 198.51.100.0/24)
          unreachable             | net.destination.port = 443 and fd.sport = 80
          unreachable             | evt.type in (listen, accept4)
          unreachable             | proc.name = a and proc.name startswith b
          unreachable             | proc.cmdline contains x and not proc.cmdline contains x
          unreachable             | not proc.name exists and proc.name != a
          unreachable             | (proc.name = a or proc.name = b) and proc.name = c
          never-true              | proc.name = a and (proc.name = b or container.name = c)
          always-true             | (proc.name = a or not proc.name = a)
          always-true             | (evt.type = connect or evt.type != connect)
          duplicate-term          | proc.name = a and container.name = b and proc.name = a
          duplicate-term          | (proc.name = a or container.name = b or proc.name = a)
          double-negation         | not (not proc.name = a)
          exception-covered       | not (proc.name in (a, b) or proc.name = a)
          exception-covered       | not proc.name = a and not (proc.name = a and fd.sport = 53)
          exception-covered       | not fd.snet = 10.0.0.0/8 and not fd.sip = 10.9.9.9
          exception-never-applies | proc.name = a and not proc.name = b
          exception-never-applies | fd.sport < 1024 and not (fd.sport = 8080 and proc.name = b)
          duplicate-value         | proc.name in (a, b, a)
          duplicate-value         | fd.snet in (10.0.0.0/8, 10.1.0.0/16)
          address-as-text         | fd.name = 192.0.2.1
          address-as-text         | fd.name contains 192.0.2.1
          address-as-text         | fd.sip.name in (192.0.2.1)
          address-as-text         | proc.name in (a, 192.0.2.1)
          deprecated              | evt.dir = <
          """)
  void noted(String kind, String condition) {
    assertThat(Linting.kinds(Linting.notes(Linting.rule(condition)))).as(condition).contains(kind);
  }

  /** A name that neither says can fulfil both. */
  @Test
  void whatIsBelowANameIsNamedNowhere() {
    assertThat(
            Linting.kinds(
                Linting.notes(
                    Linting.rule("fd.sip.name in (*.evil.example) and fd.sip.name contains www"))))
        .doesNotContain("unreachable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fd.snet in (10.0.0.0/8)",
        "fd.sip in (10.0.0.1)",
        "fd.net = 10.0.0.0/8",
        "fd.sip = 10.0.0.1 and fd.cip = 10.0.0.2",
        "proc.name = a and proc.pname = b",
        "proc.name in (a, b) and proc.name in (b, c)",
        "proc.name in (a, b) and not proc.name = a",
        "proc.name = a and proc.name startswith a",
        "fd.sport > 10 and fd.sport < 12",
        // Either end, and any of several: two values are no contradiction.
        "fd.port = 80 and fd.port = 443",
        "fd.ip = 10.0.0.1 and fd.ip = 10.0.0.2",
        "proc.aname = a and proc.aname = b",
        "proc.aname[2] = a and proc.aname[3] = b",
        "proc.cmdline contains x and proc.cmdline contains y",
        "proc.name startswith a and not proc.name = ab",
        // False for an event without the field.
        "(proc.name = a or proc.name != a)",
        "not (proc.name = a and fd.sport = 53) and not proc.name = b",
        "not (proc.name = a and fd.sport = 53) and not (proc.name = a and fd.sport = 54)",
        "not fd.snet in (10.0.0.0/8, 192.168.0.0/16)",
        "(proc.name = a or proc.name = b) and not (proc.name = a and fd.sport = 53)",
        "proc.name in (a, A)",
        "proc.cmdline contains 192.0.2.1",
        "fd.name contains evil.example",
        // To be filled: nothing follows from its being empty.
        "not proc.name in ()",
        "(proc.name in () or fd.sport = 80)",
        "net.protocol = TCP and fd.l4proto = tcp and proc.name = curl",
      })
  void notNoted(String condition) {
    assertThat(Linting.kinds(Linting.notes(Linting.rule(condition))))
        .as(condition)
        .isSubsetOf("dialect-field");
  }
}
