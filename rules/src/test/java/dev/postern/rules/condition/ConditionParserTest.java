package dev.postern.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionParserTest {

  private static Condition parse(String text) throws ConditionSyntaxException {
    return ConditionParser.parse(SourceText.at(Place.file("t"), text));
  }

  private static String problem(String text) {
    ConditionSyntaxException e =
        catchThrowableOfType(ConditionSyntaxException.class, () -> parse(text));
    assertThat(e).as(text).isNotNull();
    return e.problem().at().offset() + ": " + e.problem().message();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          a or b and c ~ (a or (b and c))
          a and b or c and d ~ ((a and b) or (c and d))
          not a and b ~ (not a and b)
          not(a and b)or(c) ~ (not (a and b) or c)
          not not a ~ not not a
          not not(a) ~ not not a
          ((a)) ~ a
          (a)and(b) ~ (a and b)
          a and (b and c) ~ (a and (b and c))
          a.b=c ~ a.b = c
          a.b == c and d.e!=f ~ (a.b = c and d.e != f)
          a.b exists and c ~ (a.b exists and c)
          a.b.c exists ~ a.b.c exists
          a.b>5 and a.b <= 0x1F ~ (a.b > 5 and a.b <= 0x1F)
          a.b < -1.5e+3 ~ a.b < -1.5e+3
          a.b in () ~ a.b in ()
          a.b in(x,y , "z ") ~ a.b in (x|y|z )
          a.b pmatch (/x) ~ a.b pmatch (/x)
          a.b intersects (1) ~ a.b intersects (1)
          a.b contains 'x y' ~ a.b contains x y
          a.b = c.d ~ a.b = c.d
          a.b = anyof ~ a.b = anyof
          a.b = oneof and c ~ (a.b = oneof and c)
          a.b[1] = x ~ a.b[1] = x
          a.b['x y'] = x ~ a.b[x y] = x
          a.b[""] = x ~ a.b[] = x
          a.b = "x\\"y" ~ a.b = x"y
          a.b = "x\\\\y" ~ a.b = x\\y
          a.b = "x\\ y" ~ a.b = x\\y
          a.b = "\\x41\\/" ~ a.b = A/
          a.b=x"" ~ !
          not_a and or_b ~ (not_a and or_b)
          android ~ android
          a.b = and ~ a.b = and
          """)
  void reads(String text, String tree) throws ConditionSyntaxException {
    if (tree.equals("!")) {
      assertThatThrownBy(() -> parse(text)).isInstanceOf(ConditionSyntaxException.class);
    } else {
      assertThat(ConditionText.of(parse(text))).isEqualTo(tree);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          a andb ~ 2: expected 'and', 'or' or the end but found 'andb'
          a and ~ 5: expected a blank or '(' after 'and'
          a and or b ~ 6: expected a field, a macro or '(' but found 'or'
          and a ~ 0: expected a field, a macro or '(' but found 'and'
          a b ~ 2: expected 'and', 'or' or the end but found 'b'
          (a ~ 0: this parenthesis is never closed
          a) ~ 1: this parenthesis was never opened
          a.b ~ 3: expected an operator but found the end of the condition
          a.b is c ~ 4: unknown operator 'is'
          a.b === c ~ 6: expected a value but found '='
          a.b = ~ 5: expected a value but found the end of the condition
          a.b = "x ~ 6: this quote is never closed
          a.b = 'x\\q' ~ 8: unknown escape in a quoted value; write \\\\ for a backslash
          a.b = '\\x4' ~ 7: \\x takes two hexadecimal digits
          a.b > x ~ 6: expected a number but found 'x'
          a.b > "5" ~ 6: expected a number but found '"'
          a.b in x ~ 7: 'in' takes values in parentheses
          a.b in (x ~ 7: this parenthesis is never closed
          a.b in (x,) ~ 10: expected a value but found ')'
          a.b in (x y) ~ 10: expected ',' or ')' but found 'y'
          a.b = (x) ~ 6: '=' takes one value
          a.b containsx ~ 4: unknown operator 'containsx'
          a.b[] = x ~ 4: expected an argument but found ']'
          a.b[x = y ~ 3: this bracket is not closed after the argument
          a.b incidental ~ 4: unknown operator 'incidental'
          tolower(a.b) = x ~ 0: the transformer 'tolower' is not supported yet
          a.b = val(c.d) ~ 6: comparing with 'val(…)' is not supported yet
          a.b in b64(c.d) ~ 7: comparing with 'b64(…)' is not supported yet
          a.b = oneof xs ~ 6: the list modifier 'oneof' is not supported yet
          a.b = oneof (x, y) ~ 6: the list modifier 'oneof' is not supported yet
          macro > 12 ~ 6: expected 'and', 'or' or the end but found '>'
          `` ~ 0: expected a field, a macro or '(' but found the end of the condition
          """)
  void refuses(String text, String expected) {
    assertThat(problem(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "not ", "not("})
  void refusesDeepNesting(String opening) {
    assertThat(problem(opening.repeat(10_000) + "a")).endsWith("nested more than 500 deep");
  }

  @Test
  void allowsTheDepthItPromises() throws ConditionSyntaxException {
    assertThat(ConditionText.of(parse("(".repeat(500) + "a" + ")".repeat(500)))).isEqualTo("a");
  }

  @Test
  void readsLongChains() throws ConditionSyntaxException {
    Condition chain = parse("a.b = 1" + " and a.b = 1".repeat(9_999));
    assertThat(chain)
        .isInstanceOfSatisfying(
            Condition.And.class, and -> assertThat(and.parts()).hasSize(10_000));
  }

  @Test
  void refusesLongValues() {
    assertThat(problem("a.b = " + "x".repeat(256)))
        .isEqualTo("6: a value has at most 255 characters");
  }

  @Test
  void knowsWhereThingsAre() throws ConditionSyntaxException {
    Condition.And and = (Condition.And) parse(" a and  b.c  in ( x, 'y')");
    Condition.Check check = (Condition.Check) and.parts().getLast();
    assertThat(and.at().offset()).isEqualTo(1);
    assertThat(check.at().offset()).isEqualTo(8);
    assertThat(check.operatorAt().offset()).isEqualTo(13);
    assertThat(check.values()).extracting(value -> value.at().offset()).containsExactly(18, 21);
    assertThat(check.values()).extracting(Value::quoted).containsExactly(false, true);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5",
    "+5, 5",
    "-5, -5",
    "0x10, 16",
    "1e3, 1000",
    "15.0, 15",
    "1.5, ",
    "9223372036854775807," + " 9223372036854775807",
    "9223372036854775808, ",
    "1e999999999, ",
    "0e999999999, 0",
    "1e-999999999, ",
    "x, ",
    "'', ",
  })
  void readsWholeNumbers(String text, Long expected) {
    assertThat(Numbers.whole(text))
        .isEqualTo(
            expected == null
                ? java.util.OptionalLong.empty()
                : java.util.OptionalLong.of(expected));
  }
}
