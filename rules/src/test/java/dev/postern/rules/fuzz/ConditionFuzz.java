package dev.postern.rules.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever the condition: it is compiled and answers, or it is refused at a place inside it. */
class ConditionFuzz {

  private static final String RULE =
      """
      - list: names
        items: [curl, sh, 443]
      - macro: secure
        condition: fd.sport = 443
      - rule: R
        desc: d
        output: "%evt.time %proc.name"
        priority: info
        condition: \
      """;

  @DictionaryEntries({
    " and ",
    " or ",
    "not ",
    "(",
    ")",
    " = ",
    " != ",
    " <= ",
    " in (",
    " intersects (",
    " pmatch (",
    " exists",
    " contains ",
    " icontains ",
    " bcontains ",
    " bstartswith ",
    " startswith ",
    " endswith ",
    " glob ",
    " iglob ",
    " regex ",
    " oneof (",
    " anyof (",
    " allof (",
    "val(",
    "tolower(",
    "toupper(",
    "b64(",
    "basename(",
    "len(",
    "join(",
    "concat(",
    "getopt(",
    "proc.name",
    "proc.aname[2]",
    "proc.aname",
    "evt.type",
    "evt.arg.flags",
    "evt.arg[0]",
    "fd.sip",
    "fd.snet",
    "fd.ip",
    "fd.sport",
    "fd.l4proto",
    "evt.rawres",
    "net.connection.inbound",
    "10.0.0.0/8",
    "::1",
    "names",
    "secure",
    "connect",
    "curl",
    "[a-z]*"
  })
  @FuzzTest
  void load(byte[] bytes) {
    String condition = new String(bytes, StandardCharsets.UTF_8);
    String file = RULE + quoted(condition);
    LoadResult result =
        RuleLoader.load(List.of(new RuleSource("fuzz.yaml", file)), RuleSettings.DEFAULT);
    Expectations.placed(result, file);
    Expectations.runs(result);
  }

  /** As YAML writes any text between double quotes. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              boolean plain = c >= ' ' && c < 127 && c != '"' && c != '\\';
              if (plain) {
                quoted.append((char) c);
              } else {
                quoted.append("\\U%08x".formatted(c));
              }
            });
    return quoted.append('"').append('\n').toString();
  }
}
