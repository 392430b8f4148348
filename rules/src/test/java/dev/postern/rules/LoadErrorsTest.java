package dev.postern.rules;

import static dev.postern.rules.Loading.errors;
import static dev.postern.rules.Loading.load;
import static dev.postern.rules.Loading.loadCondition;
import static dev.postern.rules.Loading.ruleOf;
import static dev.postern.rules.Loading.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is said, all of it, each with its exact place. */
class LoadErrorsTest {

  private static final String HEAD = "- rule: R\n  desc: d\n  output: o\n  priority: info\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          proc.nam = x ~ r.yaml:5:15: unknown field 'proc.nam' (did you mean 'proc.name'?)
          proc.name[1] = x ~ r.yaml:5:15: 'proc.name' takes nothing in brackets
          evt.arg = x ~ r.yaml:5:15: 'evt.arg' needs an argument (write evt.arg.NAME)
          evt.rawarg[flags] = x ~ r.yaml:5:15: 'evt.rawarg' takes nothing in brackets (write evt.rawarg.flags)
          evt.arg.res[1] = x ~ r.yaml:5:15: 'evt.arg.res' takes nothing in brackets
          container.mount = x ~ r.yaml:5:15: 'container.mount' needs an argument (write container.mount[NAME])
          evt.around[x] = x ~ r.yaml:5:15: 'evt.around' takes a number in brackets
          evt.outputtime = x ~ r.yaml:5:15: 'evt.outputtime' is for outputs only
          fd.types = x ~ r.yaml:5:24: '=' does not fit fd.types, a list of type text (it takes exists in intersects)
          proc.aname[x] = x ~ r.yaml:5:15: 'proc.aname' takes a number of up to three digits
          not contaner ~ r.yaml:5:19: undefined macro 'contaner'
          fd.sport > 1 and fd.sport contains 1 ~ r.yaml:5:41: 'contains' does not fit fd.sport, a field of type port (it takes exists = != < <= > >= in intersects)
          fd.sip > 1 ~ r.yaml:5:22: '>' does not fit fd.sip, a field of type address (it takes exists = != in intersects)
          proc.name bcontains aa ~ r.yaml:5:25: 'bcontains' does not fit proc.name, a field of type text (it takes exists = != < <= > >= contains icontains startswith endswith glob iglob regex in intersects pmatch)
          fd.sport = 70000 ~ r.yaml:5:26: 70000 is not a port: ports go from 0 to 65535
          fd.sport = -1 ~ r.yaml:5:26: -1 is not a port: ports go from 0 to 65535
          fd.sport in (80, 1.5) ~ r.yaml:5:32: '1.5' is not a port, the name of a service or the name of a list
          proc.pid = x ~ r.yaml:5:26: 'x' is not a whole decimal number
          proc.pid > 0x1F ~ r.yaml:5:26: '0x1F' is not a whole decimal number (write 31)
          fd.sport = 0x1bb ~ r.yaml:5:26: '0x1bb' is not a port, the name of a service or the name of a list
          fd.sip = 10.0.0 ~ r.yaml:5:24: '10.0.0' is not an address, a block or the name of a list
          fd.sip in (10.0.0.0/33) ~ r.yaml:5:26: '10.0.0.0/33' is not an address, a block or the name of a list
          fd.sip in ("example.com") ~ r.yaml:5:26: 'example.com' is not an address, a block or the name of a list
          net.connection.inbound = 1 ~ r.yaml:5:40: '1' is not a boolean (write true or false)
          net.connection.inbound = True ~ r.yaml:5:40: 'True' is not a boolean (write true or false)
          proc.name regex "a\\\\d" ~ r.yaml:5:31: bad regular expression: \\d is not part of POSIX syntax
          proc.name regex "(?i)a" ~ r.yaml:5:31: bad regular expression: (? is not part of POSIX syntax
          proc.name regex "a(" ~ r.yaml:5:31: bad regular expression: missing closing )
          proc.name equals x ~ r.yaml:5:25: unknown operator 'equals'
          proc.name contain x ~ r.yaml:5:25: unknown operator 'contain' (did you mean 'contains'?)
          proc.name = 'x ~ r.yaml:5:27: this quote is never closed
          (proc.name = x ~ r.yaml:5:15: this parenthesis is never closed
          evt.is_io > 5 ~ r.yaml:5:25: '>' does not fit evt.is_io, a field of type true or false (it takes exists = != in intersects)
          """)
  void ofConditions(String condition, String expected) {
    assertThat(errors(loadCondition(condition))).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          condition: proc.name = a and x.y = 1 ~ 5:32
          condition: "proc.name = \\"a\\" and x.y = 1" ~ 5:37
          condition: "proc.name = \\x61\\t and x.y = 1" ~ 5:38
          condition: "proc.name = \\u0061 and x.y = 1" ~ 5:38
          condition: "proc.name = \\U0001D11E and x.y = 1" ~ 5:42
          condition: 'proc.name = ''a'' and x.y = 1' ~ 5:37
          condition: >\\n    proc.name = a\\n    and\\n\\n    x.y = 1 ~ 9:5
          condition: >-\\n    proc.name = a and\\n      x.y = 1 ~ 7:7
          condition: |\\n    proc.name = a\\n    and x.y = 1 ~ 7:9
          condition: proc.name = a\\n    and x.y = 1 ~ 6:9
          condition: "proc.name = a\\n    and x.y = 1" ~ 6:9
          condition: "proc.name = é𝄞 and x.y = 1" ~ 5:34
          condition: > # why\\n    x.y = 1 ~ 6:5
          """)
  void pointIntoTheConditionHoweverItIsWritten(String yaml, String place) {
    String written = HEAD + "  " + yaml.replace("\\n", "\n") + "\n";
    assertThat(errors(load(written))).containsExactly("r.yaml:" + place + ": unknown field 'x.y'");
  }

  @Test
  void endOfConditionIsJustAfterIt() {
    assertThat(errors(load(HEAD + "  condition: >\n    proc.name =\n")))
        .containsExactly("r.yaml:6:16: expected a value but found the end of the condition");
  }

  @Test
  void allAreReportedInTheOrderOfTheFiles() {
    LoadResult result =
        RuleLoader.load(
            List.of(
                new RuleSource("a.yaml", ruleOf("proc.nme = 1 or fd.sport = 70000 or nothing")),
                new RuleSource("b.yaml", "- rule: S\n  priority: worst\n- x"),
                new RuleSource("c.yaml", "- macro: m\n  condition: '('\n")),
            RuleSettings.DEFAULT);
    assertThat(result.rules()).isNull();
    assertThat(errors(result))
        .containsExactly(
            "a.yaml:5:15: unknown field 'proc.nme' (did you mean 'proc.name'?)",
            "a.yaml:5:42: 70000 is not a port: ports go from 0 to 65535",
            "a.yaml:5:51: undefined macro 'nothing'",
            "b.yaml:1:3: required key 'desc' is missing",
            "b.yaml:1:3: required key 'condition' is missing",
            "b.yaml:1:3: required key 'output' is missing",
            "b.yaml:2:13: unknown priority 'worst' (emergency, alert, critical, error, warning,"
                + " notice, informational or debug; high, medium and low are error, warning and"
                + " notice)",
            "b.yaml:3:3: an item is a mapping that begins with 'rule', 'macro' or 'list'",
            "c.yaml:2:16: expected a field, a macro or '(' but found the end of the condition");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          a: b ~ r.yaml:1:1: a rule file is a sequence of rules, macros and lists
          text ~ r.yaml:1:1: a rule file is a sequence of rules, macros and lists
          - list: l ~ r.yaml:1:3: required key 'items' is missing
          - list: l\\n  items: x ~ r.yaml:2:3: 'items' must be a sequence
          - list: l\\n  items: [[x]] ~ r.yaml:2:11: 'items' holds texts and numbers only
          - list: ''\\n  items: [x] ~ r.yaml:1:3: 'list' must not be empty
          - macro: m ~ r.yaml:1:3: required key 'condition' is missing
          - macro: m\\n  condition: [a] ~ r.yaml:2:3: 'condition' must be a text
          - macro: m\\n  condition: ~ r.yaml:2:3: 'condition' must not be empty
          - macro: m\\n  condition: evt.type = x\\n  condition: y ~ r.yaml:3:3: duplicate key 'condition'
          - macro: m\\n  condition: m ~ r.yaml:2:14: macro 'm' uses itself: m -> m
          - macro: m\\n  condition: evt.type = x and k ~ r.yaml:2:31: undefined macro 'k'
          - macro: m\\n  condition: not k\\n- macro: k\\n  condition: evt.type = x ~ r.yaml:2:18: macro 'k' is defined later, at r.yaml:3:10 (a macro can use only earlier macros)
          - macro: m\\n  condition: a.b = x\\n  append: true ~ r.yaml:1:10: there is no earlier macro to append to
          - list: l\\n  items: [x]\\n  override:\\n    items: append ~ r.yaml:1:9: there is no earlier list to append to
          - rule: r\\n  enabled: false ~ r.yaml:1:9: there is no earlier rule to enable or disable
          - required_engine_version: new ~ r.yaml:1:28: 'new' is not an engine version (write x.y.z, such as 0.62.0)
          - list: a\\n  items: [b]\\n- list: b\\n  items: [a] ~ r.yaml:4:11: list 'a' contains itself: a -> b -> a
          """)
  void ofItems(String yaml, String expected) {
    assertThat(errors(load(yaml.replace("\\n", "\n")))).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          enabled: maybe ~ r.yaml:6:12: 'enabled' must be true or false
          tags: x ~ r.yaml:6:3: 'tags' must be a sequence
          """)
  void ofRuleKeys(String line, String expected) {
    assertThat(errors(load(ruleOf("evt.type = connect") + "  " + line + "\n")))
        .containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          50 % off ~ r.yaml:1:34: a field's name must follow '%' (write %% for a percent sign)
          x %proc.nme ~ r.yaml:1:33: unknown field 'proc.nme' (did you mean 'proc.name'?)
          %proc.name[1] ~ r.yaml:1:31: 'proc.name' takes nothing in brackets
          %fd.ip ~ r.yaml:1:31: 'fd.ip' is for conditions and has no one value to show (write fd.lip or fd.rip)
          %toupper(proc.name) ~ r.yaml:1:31: '%toupper' names no field; transformers in outputs are not supported yet
          """)
  void ofOutputs(String output, String expected) {
    String yaml = "- {rule: R, desc: d, output: '" + output + "', priority: info, ";
    assertThat(errors(load(yaml + "condition: evt.type = connect}"))).containsExactly(expected);
  }

  @Test
  void aBrokenFileIsToldOnceAndNotItsMissingMacros() {
    LoadResult result =
        RuleLoader.load(
            List.of(
                new RuleSource("a.yaml", "- macro: m\n  condition: evt.type = connect\n - x: [\n"),
                new RuleSource("b.yaml", ruleOf("m and proc.nme = 1"))),
            RuleSettings.DEFAULT);
    assertThat(result.errors().getFirst().code()).isEqualTo(LoadCode.LOAD_ERR_YAML_PARSE);
    assertThat(errors(result).getLast()).startsWith("b.yaml:5:21: unknown field");
    assertThat(result.errors()).hasSize(2);
    assertThat(errors(result).getFirst()).startsWith("a.yaml:3:2: ");
  }

  @Test
  void aProblemInAMacroIsToldOnce() {
    String rule = ruleOf("m");
    LoadResult result =
        load("- macro: m\n  condition: proc.nme = 1\n" + rule + rule.replace("rule: R", "rule: S"));
    assertThat(errors(result))
        .containsExactly("r.yaml:2:14: unknown field 'proc.nme' (did you mean 'proc.name'?)");
  }

  @Test
  void aBadListItemIsToldWhereItStands() {
    LoadResult result =
        load("- list: nets\n  items: [10.0.0.0/8, 10.0.0.0/99]\n" + ruleOf("fd.sip in (nets)"));
    assertThat(errors(result))
        .containsExactly(
            "r.yaml:2:23: '10.0.0.0/99' is not an address, a block or the name of a list");
    assertThat(result.errors().getFirst().rule()).isEqualTo("R");
  }

  @Test
  void aDisabledRuleMustBeRightToo() {
    assertThat(errors(load(ruleOf("proc.nme = x") + "  enabled: false\n"))).hasSize(1);
  }

  @Test
  void unusedMacrosMayNameUnknownFields() {
    assertThat(load("- macro: m\n  condition: fs.path.name = x\n").errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n", "[]", "\ufeff", "null"})
  void emptyFilesHaveNoRules(String yaml) {
    assertThat(rules(load(yaml)).rules()).isEmpty();
  }

  @Test
  void byteOrderMarkAndWindowsLineEndsAreFine() {
    String yaml = "\ufeff" + ruleOf("proc.nme = x").replace("\n", "\r\n");
    assertThat(errors(load(yaml)))
        .containsExactly("r.yaml:5:15: unknown field 'proc.nme' (did you mean 'proc.name'?)");
  }

  @Test
  void warnings() {
    LoadResult result =
        load(
            "- thing: x\n- required_engine_version: 0.31.0\n- required_plugin_versions: []\n"
                + ruleOf("evt.type = open and evt.dir = < and proc.name in (my_list)")
                + "  sorce: k\n"
                + "- rule: K\n"
                + "  source: k8s_audit\n"
                + "  desc: d\n"
                + "  condition: ka.verb = x\n"
                + "  output: o\n"
                + "  priority: info\n");
    assertThat(rules(result).rules()).hasSize(1);
    assertThat(result.warnings())
        .extracting(warning -> warning.code() + " " + warning.line() + ":" + warning.column())
        .containsExactly(
            "LOAD_UNKNOWN_ITEM 1:3",
            "LOAD_NEVER_MATCHES 8:15",
            "LOAD_DEPRECATED_ITEM 8:35",
            "LOAD_UNKNOWN_LIST 8:65",
            "LOAD_UNKNOWN_KEY 9:3",
            "LOAD_UNKNOWN_SOURCE 11:11");
  }

  @Test
  void aBadPriorityHidesNothingElseOfTheRule() {
    LoadResult result =
        load(
            """
            - rule: R
              desc: d
              condition: proc.nam = x and nomacro
              output: "%fd.nope"
              priority: worst
            - rule: S
              condition: proc.nam = y
              priority: info
            """);
    assertThat(result.errors())
        .extracting(Diagnostic::rule, Diagnostic::line, Diagnostic::column)
        .containsExactly(
            tuple("R", 3, 14),
            tuple("R", 3, 31),
            tuple("R", 4, 12),
            tuple("R", 5, 13),
            tuple("S", 6, 3),
            tuple("S", 6, 3),
            tuple("S", 7, 14));
  }
}
