package dev.postern.rules;

import static dev.postern.rules.Loading.errors;
import static dev.postern.rules.Loading.load;
import static dev.postern.rules.Loading.matches;
import static dev.postern.rules.Loading.ruleOf;
import static dev.postern.rules.Loading.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Later items change earlier ones; exceptions keep a rule quiet; what is wrong is refused. */
class RuleChangesTest {

  private static final Event CONNECT = EventBuilder.connect("203.0.113.9", 443).build();
  private static final String RULE = ruleOf("evt.type = connect");

  private static boolean fires(String yaml) {
    return !Loading.alerts(rules(load(yaml.replace("\\n", "\n"))), CONNECT).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          fields: fd.sport\\n      values: [443, 80] ~ false
          fields: fd.sport\\n      values: [80] ~ true
          fields: fd.sport\\n      comps: intersects\\n      values: [443] ~ false
          fields: [fd.sport]\\n      values: [[443]] ~ false
          fields: [fd.sport, fd.sip]\\n      values: [[443, 203.0.113.9]] ~ false
          fields: [fd.sport, fd.sip]\\n      values: [[443, 203.0.113.8]] ~ true
          fields: [fd.sport, fd.sip]\\n      comps: [in, "="]\\n      values: [[[80, 443], 203.0.113.9]] ~ false
          fields: [fd.sport]\\n      comps: ["<"]\\n      values: [[80], [444]] ~ false
          fields: [fd.l4proto]\\n      comps: [" startswith  anyof "]\\n      values: [[[ud, tc]]] ~ false
          fields: [fd.sport]\\n      values: [] ~ true
          fields: [fd.sport]~ true
          """)
  void exceptions(String exception, boolean fires) {
    String yaml = RULE + "  exceptions:\n    - name: e\n      " + exception + "\n";
    assertThat(fires(yaml)).isEqualTo(fires);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          condition: and proc.pid = 1\\n  append: true ~ false
          condition: or proc.pid = 1\\n  override: {condition: append} ~ true
          condition: evt.type = accept\\n  override: {condition: replace} ~ false
          enabled: false ~ false
          enabled: false\\n  override: {enabled: replace} ~ false
          tags: [t]\\n  override: {tags: append} ~ true
          exceptions: [{name: n, fields: fd.sport, values: [443]}]\\n  override: {exceptions: append} ~ false
          """)
  void changes(String change, boolean fires) {
    assertThat(fires(RULE + "- rule: R\n  " + change + "\n")).isEqualTo(fires);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          priority: info\\n  override: {priority: append} ~ r.yaml:8:14: 'priority' can't be appended to (write priority: replace)
          enabled: true\\n  override: {enabled: add} ~ r.yaml:8:23: 'add' is not an override (write append or replace)
          override: {condition: append} ~ r.yaml:7:3: 'condition: append', and the item has no 'condition'
          desc: x\\n  tags: [a]\\n  override: {desc: replace} ~ r.yaml:8:3: 'tags' has no entry under 'override' (write tags: append or replace)
          desc: x\\n  override: {dsc: replace, desc: replace} ~ r.yaml:8:14: 'dsc' is no key that can be overridden: capture, capture_duration, condition, desc, enabled, exceptions, output, priority, skip-if-unknown-filter, tags, warn_evttypes (did you mean 'desc'?)
          desc: x\\n  override: desc ~ r.yaml:8:3: 'override' must be a mapping
          append: true ~ r.yaml:7:3: nothing to append: no 'condition', no 'exceptions'
          """)
  void refusedChanges(String change, String expected) {
    String yaml = RULE + "- rule: R\n  " + change.replace("\\n", "\n") + "\n";
    assertThat(errors(load(yaml))).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          fields: fd.sport, comps: [in] ~ LOAD_ERR_VALIDATE
          fields: [fd.sport], comps: in ~ LOAD_ERR_VALIDATE
          fields: fd.sport, comps: startswith ~ LOAD_ERR_VALIDATE
          fields: [fd.sport, fd.sip], comps: ["="] ~ LOAD_ERR_VALIDATE
          fields: [fd.sprt] ~ LOAD_ERR_VALIDATE
          fields: [] ~ LOAD_ERR_VALIDATE
          fields: [fd.sport], comps: ["in oneof"] ~ LOAD_ERR_VALIDATE
          fields: [fd.sport], values: [443] ~ LOAD_ERR_VALIDATE
          fields: [fd.sport], values: [[443, 1]] ~ LOAD_ERR_VALIDATE
          fields: fd.sport, values: [[443]] ~ LOAD_ERR_VALIDATE
          fields: fd.sport, values: 443 ~ LOAD_ERR_YAML_VALIDATE
          values: [443] ~ LOAD_ERR_YAML_VALIDATE
          fields: [fd.sport], values: [[[443]]] ~ LOAD_ERR_COMPILE_CONDITION
          fields: [proc.name], values: [["x) or (evt.type = y"]] ~ ok
          fields: [proc.name], values: [["x)or(y"]] ~ LOAD_ERR_COMPILE_CONDITION
          """)
  void shapesOfExceptions(String exception, String expected) {
    LoadResult result = load(RULE + "  exceptions: [{name: e, " + exception + "}]\n");
    if (expected.equals("ok")) {
      assertThat(result.errors()).isEmpty();
    } else {
      assertThat(result.errors())
          .isNotEmpty()
          .allMatch(error -> error.code().name().equals(expected) && "R".equals(error.rule()));
    }
  }

  @Test
  void listsInListsMayBeQuotedTwice() {
    String lists = "- list: a\n  items: ['\"c u\"', curl]\n- list: b\n  items: [a, x]\n";
    assertThat(fires(lists + ruleOf("evt.type = connect and proc.name in (b)"))).isTrue();
    assertThat(matches("evt.type = connect", CONNECT)).isTrue();
  }

  @Test
  void everyFaultyRuleIsToldAtOnceWithItsLine() {
    LoadResult result =
        load(
            ruleOf("nothing and proc.nme = 1")
                + ruleOf("fd.sport = 70000").replace("rule: R", "rule: S")
                + "- required_engine_version: 9.0.0\n");
    assertThat(errors(result)).hasSize(4);
    assertThat(result.errors()).extracting(Diagnostic::rule).containsExactly("R", "R", "S", null);
    assertThat(errors(result)).first().isEqualTo("r.yaml:5:15: undefined macro 'nothing'");
    assertThat(Objects.requireNonNull(result.errors().getFirst().snippet()).lines())
        .containsExactly("      condition: 'nothing and proc.nme = 1'", "                  ^");
  }

  @Test
  void anUnknownFieldSkipsARuleThatSaysSo() {
    LoadResult result =
        load(ruleOf("evt.type = connect and x.y = 1") + "  skip-if-unknown-filter: true\n");
    assertThat(rules(result).rules()).isEmpty();
    assertThat(result.warnings().getFirst().code()).isEqualTo(LoadCode.LOAD_UNKNOWN_FILTER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          evt.type = open ~ LOAD_NEVER_MATCHES
          evt.type = connect and not fd.num = 1 ~ LOAD_UNFILLED_FIELD
          evt.type = connect and (fd.num = 1 or fd.sport = 1) ~ LOAD_UNFILLED_FIELD
          evt.type = connect and not (fd.num != 1 or fd.sport exists) ~ LOAD_UNFILLED_FIELD
          proc.name = x ~ LOAD_NO_EVTTYPE
          evt.type != connect ~ LOAD_NO_EVTTYPE
          not evt.type != connect and proc.name = fd.sip ~ LOAD_COMPILE_CONDITION
          """)
  void warnings(String condition, LoadCode expected) {
    assertThat(load(ruleOf(condition)).warnings())
        .extracting(Diagnostic::code)
        .containsExactly(expected);
  }
}
