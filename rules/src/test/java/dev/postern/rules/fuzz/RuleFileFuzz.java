package dev.postern.rules.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever the file: it loads, or it is refused with errors that have a place in it. */
class RuleFileFuzz {

  @DictionaryEntries({
    "- rule: ",
    "- macro: ",
    "- list: ",
    "  desc: d\n",
    "  condition: ",
    "  output: ",
    "  priority: info\n",
    "  items: [",
    "  exceptions:\n",
    "  - name: ",
    "    fields: ",
    "    comps: ",
    "    values: ",
    "  override:\n",
    "  append: true\n",
    "replace",
    "  enabled: false\n",
    "  source: syscall\n",
    "  tags: [",
    "- required_engine_version: ",
    "- required_plugin_versions:\n",
    "  skip-if-unknown-filter: true\n",
    "  warn_evttypes: false\n",
    "&a ",
    "*a",
    "<<: ",
    "!!binary ",
    "---\n",
    ">\n",
    "|\n",
    "%fd.name",
    "proc.name",
    " and ",
    " in ("
  })
  @FuzzTest
  void load(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    LoadResult result =
        RuleLoader.load(List.of(new RuleSource("fuzz.yaml", text)), RuleSettings.DEFAULT);
    Expectations.placed(result, text);
    Expectations.runs(result);
  }
}
