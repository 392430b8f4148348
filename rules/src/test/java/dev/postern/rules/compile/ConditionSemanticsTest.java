package dev.postern.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.ConditionParser;
import dev.postern.rules.condition.ConditionSyntaxException;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Value;
import dev.postern.rules.field.Field;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What conditions say of {@link SampleFields}, and which do not fit their fields' types. */
class ConditionSemanticsTest {

  private static final ValueLists LISTS =
      new ValueLists(
          Map.of(
              "none", List.of(),
              "one", List.of(value("Hello/World.txt")),
              "two", List.of(value("a"), value("Hello/World.txt")),
              "long", List.of(value("x".repeat(256)))));

  private static Value value(String text) {
    return new Value(text, false, SourceText.at(Place.file("list"), text).position(0));
  }

  private final List<Problem> problems = new ArrayList<>();

  private Matcher<Object> compile(String text) {
    try {
      Condition condition = ConditionParser.parse(SourceText.at(Place.file("t"), text));
      return new ConditionCompiler<>(SampleFields.CATALOG, LISTS, problems::add).compile(condition);
    } catch (ConditionSyntaxException e) {
      throw new AssertionError(text + ": " + e.problem().message(), e);
    }
  }

  private boolean holds(String text) {
    Matcher<Object> matcher = compile(text);
    assertThat(problems).as(text).isEmpty();
    return matcher.matches("event");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "some.text exists",
        "some.text = Hello/World.txt",
        "some.text == one",
        "some.text in (two)",
        "some.text in one",
        "some.text intersects (x, two)",
        "some.text != hello/world.txt",
        "some.text < tolower(some.same) and not some.text < val(some.same)",
        "some.text > 5 and some.text >= 1",
        "some.text contains /W and some.text icontains /w and some.text icontains ''",
        "some.text startswith Hell and some.text endswith .txt",
        "some.text glob H*.t?t and some.text iglob h*[W]*.TXT",
        "some.text glob '*[[:upper:]]orld[.]txt' and not some.text glob '*[[:digit:]]*'",
        "some.text glob '*[]/]*' and some.text glob '*[!a-z]*' and not some.text glob '[a-z]*'",
        "some.text regex 'Hello/.*[.]txt' and not some.text regex Hello",
        "some.lines regex '^one$.^two$' or some.lines regex '(one|\\ntwo|\\n)*'",
        "some.text pmatch (Hello) and some.text pmatch (/Hello/W*)",
        "not some.text pmatch (Hello/World.txt/x) and not some.text pmatch ()",
        "some.path pmatch ('/usr/b[a-i]n') and not some.path pmatch ('/usr/b\\\\in')",
        "some.anycase = TCP and some.anycase in (UDP, TCP)",
        "some.number = -5 and some.number < 0 and some.number != 4294967291",
        "some.number in (1, -5) and not some.number in ()",
        "some.small = -22 and some.small = 4294967274 and some.small < -20",
        "some.count < -1 and some.count != -1 and not some.count = -1 and some.count > 6",
        "some.port = https and some.port in (80, 443) and some.port = '443'",
        "some.ip = 192.0.2.1 and some.ip in (10.0.0.1, 192.0.2.1) and some.ip != 2001:db8::1",
        "some.ip6 = '2001:0db8:0:0:0:0:0:1' and some.ip6 != 192.0.2.1",
        "some.ip in (192.0.2.0/24) and some.net = 192.0.2.77/24 and some.net != 10.0.0.0/8",
        "some.flag = true and some.flag != false and some.flag in (true, false)",
        "some.bytes = hello and some.bytes != hell and some.bytes contains ell",
        "some.bytes startswith he and some.bytes endswith llo and some.bytes in (x, hello)",
        "some.bytes bcontains 656C6c and some.bytes bstartswith 68 and not some.bytes bcontains 20",
        "some.socket exists",
        "some.list in (ipv4, file, x) and not some.list in (file)",
        "some.list intersects (file, x) and not some.list intersects (x)",
        "some.any = bash and some.any in (x, init) and some.any != bash and some.any startswith in",
        "not some.any = zsh and not some.any in (zsh)",
        "some.ids = 20 and some.ids > 29 and some.ids != 20",
        "some.end = 192.0.2.1 and some.end = 198.51.100.7 and some.end in (192.0.2.1)",
        "some.end != 203.0.113.1 and not some.end != 192.0.2.1",
      })
  void isTrue(String text) {
    assertThat(holds(text)).as(text).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tolower(some.text) = hello/world.txt and toupper(some.text) = HELLO/WORLD.TXT",
        "toupper(some.anycase) = TCP and not toupper(some.anycase) = tcp",
        "tolower(toupper(some.text)) = tolower(some.same)",
        "tolower(some.umlaut) = val(some.umlaut)",
        "basename(some.text) = World.txt and basename(some.path) = env",
        "b64(some.base64) = Hi and b64('SGk=') = Hi and b64('SGVsbG8gd29ybGQ') = 'Hello world'",
        "not b64(some.text) exists and not b64(some.text) != x",
        "len(some.text) = 15 and len(some.umlaut) = 9 and len(some.bytes) = 5",
        "len(some.list) = 2 and len(('a', 'b', 'c')) = 3 and len(tolower(some.list)) > 1",
        "toupper(some.list) in (FILE, IPV4) and toupper(some.list) intersects (FILE)",
        "join('-', some.list) = file-ipv4 and join('', ('a', 5, some.port)) = a5443",
        "join('.', (some.number, some.ip, some.flag)) = -5.192.0.2.1.true",
        "join(some.base64, ('a')) = a and join(',', ()) = ''",
        "concat(some.base64, '-', toupper(some.text), join(':', ('x', 'y'))) startswith SGk-HELLO",
        "len(concat('a', 'b')) = 2 and concat(len(some.text), 'x') = 15x",
        "some.text = val(some.same) and some.text in val(some.same) and some.text <="
            + " val(some.same)",
        "some.text endswith basename(some.text) and some.text icontains tolower(some.same)",
        "some.text glob concat('H*', 't') and some.text iglob concat('h', '*T')",
        "some.number < val(some.number) or some.number >= val(some.number)",
        "some.ip = val(some.ip) and some.ip != val(some.ip6) and some.flag = val(some.flag)",
        "some.bytes = val(some.bytes) and some.bytes bcontains val(some.bytes)",
        "some.list in val(some.list) and some.list intersects toupper(some.list) or some.flag ="
            + " true",
        "some.count < len(some.text) and len(some.text) = len(some.same)",
        "getopt(('-n', '-t', 'x', '-z', 'y'), 'nt:')[t] = x",
        "getopt(('-nt', 'x', 'rest', '-n'), 'nt:') in (n, t, x)",
        "getopt(('-tx', '--long', '-n', '--', '-t'), 'nt:') in (t, x, n)",
        "getopt(('-q'), 'n') intersects ('?') and not getopt(('-q'), 'n')[n] exists",
        "getopt(('-t'), 't:')[t] = '' and getopt(('-t', '-t', 'v'), 't:')[t] = '-t'",
        "getopt(('a'), 'n') exists and getopt(('a'), 'n') in () and len(getopt(('a'), 'n')) = 0",
        "getopt(some.list, 'n') in ()",
      })
  void transforms(String text) {
    assertThat(holds(text)).as(text).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          some.text = oneof (x, Hello/World.txt) ~ true
          some.text = oneof (Hello/World.txt, Hello/World.txt) ~ false
          some.text = anyof (Hello/World.txt, Hello/World.txt) ~ true
          some.text = allof (Hello/World.txt, Hello/World.txt) ~ true
          some.text = allof (Hello/World.txt, x) ~ false
          some.text = anyof two ~ true
          some.text = oneof (two) ~ true
          some.text = oneof () ~ false
          some.text = allof (none) ~ false
          some.text != allof () ~ false
          some.text != anyof (x, Hello/World.txt) ~ true
          some.text != oneof (x, y, Hello/World.txt) ~ false
          some.text != allof (x, y) ~ true
          some.text contains allof (Hello, World) ~ true
          some.text contains oneof (Hello, World) ~ false
          some.text regex anyof (x, .*txt) ~ true
          some.text iglob oneof (HELLO*, x) ~ true
          tolower(some.text) endswith anyof (.TXT, .txt) ~ true
          some.number = anyof (1, -5) ~ true
          some.port != allof (80, https) ~ false
          some.ip = oneof (192.0.2.1, 192.0.2.0/24) ~ false
          some.ip != allof (10.0.0.1, 2001:db8::1) ~ true
          some.end = allof (192.0.2.1, 198.51.100.7) ~ true
          some.end != anyof (192.0.2.1, 203.0.113.1) ~ true
          some.flag = anyof (true, false) ~ true
          some.bytes bcontains anyof (20, 68) ~ true
          some.any = allof (sh, init) ~ true
          no.text != anyof (x) ~ false
          no.text != allof (x) ~ false
          not no.text = anyof (x) ~ true
          """)
  void counts(String text, boolean expected) {
    assertThat(holds(text)).as(text).isEqualTo(expected);
  }

  /** With every operator that fits, and its negation. */
  @Test
  void whatIsAbsentFulfilsNothing() {
    int checked = 0;
    for (Field<Object> field : SampleFields.CATALOG.fields()) {
      if (!field.name().startsWith("no.")) {
        continue;
      }
      String name = field.name();
      String present = name.replace("no.", "some.");
      for (Operator operator : Operator.values()) {
        problems.clear();
        String written = operator.text().startsWith("b") ? "68" : sample(name);
        String check =
            switch (operator.operand()) {
              case NONE -> name + " exists";
              case NUMBER -> name + " " + operator.text() + " 5";
              case VALUE -> name + " " + operator.text() + " " + written;
              case LIST -> name + " " + operator.text() + " (" + written + ")";
            };
        Matcher<Object> matcher = compile(check);
        if (problems.isEmpty()) {
          checked++;
          assertThat(matcher.matches("event")).as(check).isFalse();
          assertThat(holds("not " + check)).as("not " + check).isTrue();
          compile(check.replace(name, present));
          assertThat(problems).as("%s fits where %s does", present, name).isEmpty();
        }
      }
    }
    assertThat(checked).isGreaterThan(80);
    problems.clear();
    assertThat(holds("some.text = val(no.text) or no.text != val(some.text)")).isFalse();
    assertThat(holds("len(no.text) >= 0 or tolower(no.text) != x or len(no.list) = 0")).isFalse();
    assertThat(holds("join(',', (some.text, no.text)) exists or concat('a', no.text) != x"))
        .isFalse();
  }

  private static String sample(String name) {
    return switch (name.substring(3)) {
      case "ip", "end" -> "192.0.2.9";
      case "net" -> "192.0.2.0/24";
      case "flag" -> "true";
      default -> "5";
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          some.txt = x ~ unknown field 'some.txt'
          some.text bcontains 68 ~ 'bcontains' does not fit some.text, a field of type text
          some.number contains 5 ~ 'contains' does not fit some.number, a field of type number
          some.ip startswith 192 ~ 'startswith' does not fit some.ip, a field of type address
          some.ip contains anyof (192) ~ 'contains' does not fit some.ip, a field of type address
          some.bytes icontains x ~ 'icontains' does not fit some.bytes, a field of type bytes
          some.bytes > 5 ~ '>' does not fit some.bytes, a field of type bytes
          some.bytes bcontains 6 ~ '6' is not pairs of hexadecimal digits
          some.bytes bcontains anyof (68, 6g) ~ '6g' is not pairs of hexadecimal digits
          some.socket = x ~ '=' does not fit some.socket, a field of type socket address
          some.list = file ~ '=' does not fit some.list, a list of type text
          some.list contains anyof (file) ~ 'contains' does not fit some.list, a list of type text
          tolower(some.list) = x ~ '=' does not fit tolower(some.list), a list of type text
          len(some.text) contains 5 ~ 'contains' does not fit len(some.text), a field of type number
          some.flag = yes ~ 'yes' is not a boolean
          some.number = 1.0 ~ '1.0' is not a whole decimal number
          some.number > 0x10 ~ '0x10' is not a whole decimal number
          some.number > 9223372036854775808 ~ 9223372036854775808 does not fit 64 bits
          some.small = 4294967296 ~ 4294967296 does not fit 32 bits
          some.small = -2147483649 ~ -2147483649 does not fit 32 bits
          some.port = 70000 ~ 70000 is not a port: ports go from 0 to 65535
          some.port = -1 ~ -1 is not a port: ports go from 0 to 65535
          some.port in (http, nosuch) ~ 'nosuch' is not a port, the name of a service or the name of a list
          some.ip = cidental ~ 'cidental' is not an address, a block or the name of a list
          some.text = two ~ 'two' is a list of 2 values, not one value
          some.text in two ~ 'two' is a list of 2 values, not one value
          some.text in none ~ 'none' is a list of 0 values, not one value
          some.text in (long) ~ a value has at most 255 characters
          some.text regex '(' ~ bad regular expression: missing closing )
          some.text regex '\\\\d' ~ bad regular expression: \\d is not part of POSIX syntax
          some.text regex anyof (a, '(?i)b') ~ bad regular expression: (? is not part of POSIX syntax
          some.text regex val(some.same) ~ 'regex' compares with written values only
          some.text pmatch val(some.same) ~ 'pmatch' compares with written values only
          some.text = val(some.path) ~ some.text, of type text (CHARBUF), cannot be compared with some.path, of type path (FSPATH)
          some.text = val(some.list) ~ some.text, of type text (CHARBUF), cannot be compared with some.list, a list of type text (CHARBUF)
          some.text in val(some.list) ~ some.text, of type text (CHARBUF), cannot be compared with some.list, a list of type text (CHARBUF)
          some.number = len(some.text) ~ some.number, of type number (INT64), cannot be compared with len(some.text), of type number (UINT64)
          some.end = val(some.ip) ~ 'some.end' compares with written values only
          some.ip = val(some.end) ~ 'some.end' cannot stand to the right of an operator
          tolower(some.any) = x ~ 'some.any' cannot be given to a transformer
          tolower(some.number) = x ~ 'tolower' does not fit some.number, of type number
          toupper(some.bytes) = x ~ 'toupper' does not fit some.bytes, of type bytes
          b64(some.path) = x ~ 'b64' does not fit some.path, of type path
          len(some.ip) = 4 ~ 'len' does not fit some.ip, of type address
          tolower('a', 'b') = x ~ 'tolower' takes one argument
          join('-') = x ~ 'join' takes a separator and a list
          join('-', 'a', 'b') = x ~ 'join' takes a separator and a list
          join(some.list, ('a')) = x ~ the separator of 'join' is a list
          join('-', some.text) = x ~ what 'join' is to join is not a list
          join('-', (some.list)) = x ~ a list cannot stand in a list
          concat('a') = x ~ 'concat' takes two texts or more
          concat('a', some.number) = x ~ 'concat' takes texts, but some.number is of type number
          concat('a', some.path) = x ~ 'concat' takes texts, but some.path is of type path
          concat('a', ('b')) = x ~ 'concat' takes texts, but (b) is a list of type text
          getopt(('a')) in (x) ~ 'getopt' takes a list of arguments and the options to look for
          getopt('a', 'n') in (x) ~ the arguments for 'getopt' are not a list
          getopt(('a'), ('n')) in (x) ~ the options for 'getopt' are not one text
          getopt(('a'), 'n')[nt] = x ~ 'getopt' takes one option's letter in brackets
          getopt(('a'), 'n')[''] = x ~ 'getopt' takes one option's letter in brackets
          getopt(('a'), 'n') = x ~ '=' does not fit getopt((a),n), a list of type text
          getopt(('a'), 'n')[n] in val(some.list) ~ getopt((a),n)[n], of type text (CHARBUF), cannot be compared with some.list, a list of type text (CHARBUF)
          tolower(some.text)[x] = y ~ 'tolower' takes nothing in brackets
          some.text = val(some.same)[x] ~ 'val' takes nothing in brackets
          """)
  void refuses(String text, String expected) {
    compile(text);
    assertThat(problems).as(text).extracting(Problem::message).containsExactly(expected);
  }

  @Test
  void reportsAllProblemsOfACondition() {
    compile("some.txt = x and some.port = 70000 or not tolower(some.number) = y");
    assertThat(problems).hasSize(3);
    assertThat(problems.getFirst().suggestion()).isEqualTo("did you mean 'some.text'?");
  }

  @Test
  void evaluatesLongChains() {
    assertThat(holds("some.number = -5" + " and some.port = 443".repeat(99_999))).isTrue();
    assertThat(holds("some.number = 1" + " or some.port = 1".repeat(99_999))).isFalse();
  }
}
