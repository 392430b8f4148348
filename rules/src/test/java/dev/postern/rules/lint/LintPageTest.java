package dev.postern.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/rules-lint.md; {@code -Dpostern.golden.update=true} writes it anew. */
class LintPageTest {

  private static final String HEAD =
      """
      # Notes on rule files

      `postern rules lint FILE…` loads rule files and gives advice about what loads: what Falco would
      refuse, what can never happen, what is said twice. Errors, if there are any, come first, as
      `postern rules check` prints them. The status is 0 when there is nothing to say, 1 when there
      are notes or errors, 2 when the command line is wrong.

      `--fix` makes the changes that need no thought and prints each. It changes only the words it
      names, every other byte of the file stays; it loads the result first, and writes nothing when
      that does not load or when any rule would mean something else. A file is replaced whole. A field
      in an output that gets its portable name gets it in the alert's `output_fields` too.

      `--json` prints `{"errors":[…],"notes":[{"kind","file","line","column","rule","message",
      "suggestion","fixable"}],"fixed":[{"file","line","column","old","new"}]}`.

      This table is generated from the code.

      | kind | what it is | what to write | `--fix` |
      |---|---|---|---|
      """;

  private static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    for (NoteKind kind : NoteKind.values()) {
      page.append("| `")
          .append(kind.text())
          .append("` | ")
          .append(kind.about())
          .append(" | ")
          .append(kind.instead())
          .append(" | ")
          .append(kind.fix())
          .append(" |\n");
    }
    return page.toString();
  }

  @Test
  void everyKindIsDocumented() throws IOException {
    Path file = root().resolve("docs").resolve("rules-lint.md");
    if (Boolean.getBoolean("postern.golden.update")) {
      Files.writeString(file, page());
    }
    assertThat(file).hasContent(page());
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    return Files.isDirectory(folder.resolve("bpf")) ? folder : folder.resolve("..").normalize();
  }
}
