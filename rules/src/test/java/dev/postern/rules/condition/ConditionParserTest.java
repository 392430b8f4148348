package dev.postern.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import java.math.BigInteger;
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
          not not a ~ a
          not not not a ~ not a
          not not(a) ~ a
          not (not a) ~ not not a
          not(not(a)) ~ not not a
          not not not not(not not(not a)) ~ not a
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
          a.b=x"" ~ !
          not_a and or_b ~ (not_a and or_b)
          android ~ android
          a.b existsand c ~ (a.b exists and c)
          a.b>5and c ~ (a.b > 5 and c)
          a.b in c ~ a.b in c
          a.b in(c) ~ a.b in (c)
          a.b incidental ~ a.b in cidental
          a.b pmatch c and d ~ (a.b pmatch c and d)
          a.b = in ~ a.b = in
          a.b = x[y] ~ a.b = x[y]
          tolower(a.b) = x ~ tolower(a.b) = x
          tolower( toupper( a.b[1] ) ) exists ~ tolower(toupper(a.b[1])) exists
          join("-",(a.b , 'c',+1.5e+3,len(d.e)))contains x ~ join(-,(a.b,c,+1.5e+3,len(d.e))) contains x
          join ~ join
          tolower and len ~ (tolower and len)
          concat("a", ()) = x ~ concat(a,()) = x
          getopt((""), "n")[n] = x ~ getopt((),n)[n] = x
          getopt(a.b,"n")["x y"]=x ~ getopt(a.b,n)[x y] = x
          a.b = val(c.d) ~ a.b = val(c.d)
          a.b!=val( c.d[x] ) ~ a.b != val(c.d[x])
          a.b > len(c.d) ~ a.b > len(c.d)
          a.b in val(c.d) ~ a.b in val(c.d)
          a.b startswith tolower(c.d) and e ~ (a.b startswith tolower(c.d) and e)
          a.b = val ~ a.b = val
          a.b = 'val(c.d)' ~ a.b = val(c.d)
          a.b = oneof (x, y) ~ a.b = oneof (x|y)
          a.b == anyof xs ~ a.b = anyof xs
          a.b != allof () ~ a.b != allof ()
          a.b contains oneof (x) and c ~ (a.b contains oneof (x) and c)
          a.b regex anyof ('x y') ~ a.b regex anyof (x y)
          a.b = anyof and c ~ (a.b = anyof and c)
          a.b = anyof anyof ~ a.b = anyof anyof
          a.b =anyof ~ a.b = anyof
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
          a.b = '\\x41' ~ 7: unknown escape in a quoted value; write \\\\ for a backslash
          a.b > x ~ 6: expected a number but found 'x'
          a.b > "5" ~ 6: expected a number but found '"'
          a.b > (5) ~ 6: expected a number but found '('
          a.b > 0aaaaa ~ 7: expected 'and', 'or' or the end but found 'aaaaa'
          a.b in ~ 6: 'in' takes values in parentheses
          a.b in "x" ~ 7: 'in' takes values in parentheses
          a.b in (x ~ 7: this parenthesis is never closed
          a.b in (x,) ~ 10: expected a value but found ')'
          a.b in (x y) ~ 10: expected ',' or ')' but found 'y'
          a.b in (len(c.d)) ~ 11: expected ',' or ')' but found '('
          a.b in oneof (x) ~ 13: expected 'and', 'or' or the end but found '('
          a.b = (x) ~ 6: '=' takes one value
          a.b containsx ~ 4: unknown operator 'containsx'
          a.b contains ~ 12: expected a blank after 'contains'
          a.b[] = x ~ 4: expected an argument but found ']'
          a.b[x = y ~ 3: this bracket is not closed after the argument
          a.b( = x ~ 0: 'a.b' is not a transformer
          tolowr(a.b) = x ~ 0: unknown transformer 'tolowr'
          tolower (a.b) = x ~ 8: expected 'and', 'or' or the end but found '('
          tolower() = x ~ 8: expected a field, a transformer, a quoted text or a number but found ')'
          tolower(a.b = x ~ 12: expected ',' or ')' but found '='
          tolower(a.b ~ 0: this parenthesis is never closed
          tolower(x) = x ~ 8: expected a field, a transformer, a quoted text or a number but found 'x'
          tolower(b65(a.b)) = x ~ 8: unknown transformer 'b65'
          join("-", ((a.b))) = x ~ 11: expected a field, a transformer, a quoted text or a number but found '('
          join("-", (a.b,)) = x ~ 15: expected a field, a transformer, a quoted text or a number but found ')'
          len(val(a.b)) = x ~ 4: 'val(…)' stands only to the right of an operator
          val(a.b) = x ~ 0: 'val(…)' stands only to the right of an operator
          a.b = val(x) ~ 10: 'val(…)' takes a field but found 'x'
          a.b = val(val(c.d)) ~ 10: 'val(…)' takes a field but found 'val'
          a.b = val(c.d, e.f) ~ 13: expected ',' or ')' but found ','
          a.b = b65(c.d) ~ 6: unknown transformer 'b65'
          a.b = b64 (c.d) ~ 6: no blank may stand between 'b64' and its parenthesis
          a.b = oneof(x) ~ 6: the list modifier 'oneof' needs a blank before and after it
          a.b =oneof (x) ~ 5: the list modifier 'oneof' needs a blank before and after it
          a.b = onof (x, y) ~ 6: unknown list modifier 'onof'
          a.b = x (y) ~ 8: expected 'and', 'or' or the end but found '('
          a.b = oneof (x,) ~ 15: expected a value but found ')'
          a.b > oneof (1) ~ 6: expected a number but found 'oneof'
          macro > 12 ~ 6: expected 'and', 'or' or the end but found '>'
          `` ~ 0: expected a field, a macro or '(' but found the end of the condition
          """)
  void refuses(String text, String expected) {
    assertThat(problem(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "not (", "not(", "len(", "a.b = len(", "a and (b or "})
  void refusesDeepNesting(String opening) {
    String nested =
        opening.startsWith("a.b") ? opening + "len(".repeat(10_000) : opening.repeat(10_000);
    assertThat(problem(nested + "a")).endsWith("nested more than 500 deep");
  }

  @Test
  void readsEveryEscape() throws ConditionSyntaxException {
    Condition.Check check = (Condition.Check) parse("a.b = '\\/\\b\\f\\n\\r\\t\\\\\\ \\'\"'");
    assertThat(check.values().getFirst().text()).isEqualTo("/\b\f\n\r\t\\\\'\"");
  }

  @Test
  void readsAnyNumberOfNots() throws ConditionSyntaxException {
    assertThat(ConditionText.of(parse("not ".repeat(10_000) + "a"))).isEqualTo("a");
    assertThat(ConditionText.of(parse("not ".repeat(10_001) + "a"))).isEqualTo("not a");
  }

  @Test
  void allowsTheDepthItPromises() throws ConditionSyntaxException {
    assertThat(ConditionText.of(parse("(".repeat(500) + "a" + ")".repeat(500)))).isEqualTo("a");
  }

  @Test
  void readsLongChains() throws ConditionSyntaxException {
    Condition chain = parse("a.b = 1" + " and a.b = 1".repeat(99_999));
    assertThat(chain)
        .isInstanceOfSatisfying(
            Condition.And.class, and -> assertThat(and.parts()).hasSize(100_000));
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
    "007, 7",
    "0x10, ",
    "1e3, ",
    "15.0, ",
    "5., ",
    "9223372036854775807, 9223372036854775807",
    "18446744073709551616, 18446744073709551616",
    "x, ",
    "'', ",
  })
  void readsWholeNumbers(String text, BigInteger expected) {
    assertThat(Numbers.whole(text)).isEqualTo(expected);
  }

  @Test
  void saysHowAHexadecimalNumberIsWrittenInDecimal() {
    assertThat(Numbers.inDecimal("0x1F")).isEqualTo("write 31");
    assertThat(Numbers.inDecimal("1.5")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "tolowr(a.b) = x, did you mean 'tolower'?",
    "a.b = onof (x), did you mean 'oneof'?",
    "a.b contain x, did you mean 'contains'?",
    "tolower(x) = y, put a text in quotes: \"x\"",
  })
  void suggestsWhatWasMeant(String text, String suggestion) {
    ConditionSyntaxException e =
        catchThrowableOfType(ConditionSyntaxException.class, () -> parse(text));
    assertThat(e.problem().suggestion()).isEqualTo(suggestion);
  }

  /** Every blank stands for every other, wherever one may stand. */
  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "\n", "\r\n", " \b ", "  \n\t "})
  void takesAnyBlank(String blank) throws ConditionSyntaxException {
    String text =
        " not a.b contains oneof ( x , 'y' ) and ( join( '-' , ( c.d , \"e\" ) ) = val( f.g ) or h"
            + " ) and i.j > 5 or k.l exists and not m.n in ( ) ";
    assertThat(ConditionText.of(parse(text.replace(" ", blank))))
        .isEqualTo(
            "((not a.b contains oneof (x|y) and (join(-,(c.d,e)) = val(f.g) or h) and i.j > 5)"
                + " or (k.l exists and not m.n in ()))");
  }
}
