package dev.postern.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.rules.source.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions that do not fit the types of {@link SampleFields}. */
class ConditionRefusalsTest {

  private final SampleCompiler compiler = new SampleCompiler();

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
    compiler.compile(text);
    assertThat(compiler.problems()).as(text).extracting(Problem::message).containsExactly(expected);
  }

  @Test
  void reportsAllProblemsOfACondition() {
    compiler.compile("some.txt = x and some.port = 70000 or not tolower(some.number) = y");
    assertThat(compiler.problems()).hasSize(3);
    assertThat(compiler.problems().getFirst().suggestion()).isEqualTo("did you mean 'some.text'?");
  }
}
