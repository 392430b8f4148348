package dev.postern.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields that load and are never there: one warning for a rule, which says what that means. */
class FieldWarningsTest {

  private static final String NEVER = ": this rule can never match";
  private static final String WEAKENED =
      ": what asks for it is never true, and its negation always";

  private static LoadResult load(String condition) {
    return Loading.load(Loading.ruleOf(condition) + "  warn_evttypes: false\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          fd.num = 3 ~ 'fd.num' ~ never
          fd.num exists ~ 'fd.num' ~ never
          fd.num != 3 ~ 'fd.num' ~ never
          not fd.num = 3 ~ 'fd.num' ~ weakened
          evt.type = connect and fd.num = 3 ~ 'fd.num' ~ never
          evt.type = connect and not fd.num = 3 ~ 'fd.num' ~ weakened
          evt.type = connect or fd.num = 3 ~ 'fd.num' ~ weakened
          fd.num = 3 or proc.cwd = /tmp ~ 'fd.num', 'proc.cwd' ~ never
          not (fd.num = 3 or proc.cwd = /tmp) ~ 'fd.num', 'proc.cwd' ~ weakened
          not (fd.num = 3 and proc.name = x) ~ 'fd.num' ~ weakened
          not not fd.num = 3 ~ 'fd.num' ~ never
          proc.name = x and (fd.num = 3 or fd.num = 4) ~ 'fd.num' ~ never
          proc.env[LD_PRELOAD] exists or proc.env contains x ~ 'proc.env' ~ never
          tls.sni = example.com ~ 'tls.sni' ~ never
          """)
  void unfilled(String condition, String fields, String meaning) {
    LoadResult result = load(condition);
    assertThat(result.errors()).isEmpty();
    assertThat(result.warnings())
        .extracting(Diagnostic::code, Diagnostic::message)
        .containsExactly(
            tuple(
                LoadCode.LOAD_UNFILLED_FIELD,
                "no event here has " + fields + (meaning.equals("never") ? NEVER : WEAKENED)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          evt.latency > 0 ~ the field 'evt.latency' is deprecated
          evt.dir = < ~ evt.dir is deprecated: '<' is always true, '>' always false
          """)
  void deprecated(String condition, String warning) {
    assertThat(load(condition).warnings()).extracting(Diagnostic::message).containsExactly(warning);
  }

  @ParameterizedTest
  @CsvSource({"proc.aname = sh", "fd.sip = 192.0.2.1", "evt.type = open or evt.type = connect"})
  void nothingToSay(String condition) {
    assertThat(load(condition).warnings()).isEmpty();
  }
}
