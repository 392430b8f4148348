package dev.postern.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.rules.condition.Operator;
import dev.postern.rules.field.Field;
import dev.postern.rules.source.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What conditions say of {@link SampleFields}. */
class ConditionSemanticsTest {

  private final SampleCompiler compiler = new SampleCompiler();
  private final List<Problem> problems = compiler.problems();

  private Matcher<Object> compile(String text) {
    return compiler.compile(text);
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

  @Test
  void evaluatesLongChains() {
    assertThat(holds("some.number = -5" + " and some.port = 443".repeat(99_999))).isTrue();
    assertThat(holds("some.number = 1" + " or some.port = 1".repeat(99_999))).isFalse();
  }
}
