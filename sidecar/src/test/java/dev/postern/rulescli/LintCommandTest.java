package dev.postern.rulescli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LintCommandTest {

  private static final String RULE =
      """
      - rule: R
        desc: d
        condition: evt.type = connect and fd.sip = 10.0.0.0/8
        output: '%proc.name'
        priority: high
      """;

  private static final String PORTABLE = RULE.replace("fd.sip", "fd.snet").replace("high", "Error");

  @TempDir private Path folder;

  private Path file;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("r.yaml"), RULE);
  }

  private int lint(String... options) {
    out.getBuffer().setLength(0);
    CommandLine line = new CommandLine(new LintCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    line.setExecutionExceptionHandler(
        (e, failed, parsed) -> {
          failed.getErr().println(e.getMessage());
          return ExitStatus.FAILED;
        });
    return line.execute(options);
  }

  @Test
  void notesAreStatusOne() {
    assertThat(lint(file.toString())).isEqualTo(ExitStatus.FAILED);
    assertThat(out.toString().lines())
        .containsExactly(
            "note: "
                + file
                + ":3:37: Falco compares 'fd.sip' with addresses only, not with blocks"
                + " (write fd.snet) [dialect-block, in rule 'R']",
            "note: "
                + file
                + ":5:13: Falco has no priority 'high' and refuses the file (write Error)"
                + " [dialect-priority, in rule 'R']");
    assertThat(file).hasContent(RULE);
  }

  @Test
  void nothingToSayIsStatusNull() throws IOException {
    Files.writeString(file, PORTABLE);
    assertThat(lint(file.toString())).isEqualTo(ExitStatus.OK);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void fixesOnceAndForAll() {
    assertThat(lint("--fix", file.toString())).isEqualTo(ExitStatus.OK);
    assertThat(out.toString().lines())
        .containsExactly(
            "fixed: " + file + ":3:37: fd.sip -> fd.snet",
            "fixed: " + file + ":5:13: high -> Error");
    assertThat(file).hasContent(PORTABLE);
    assertThat(lint("--fix", file.toString())).isEqualTo(ExitStatus.OK);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aReadOnlyFileIsOneLine() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assertThat(lint("--fix", file.toString())).isEqualTo(ExitStatus.FAILED);
    assertThat(err.toString().strip())
        .isEqualTo(file + ": the file is read-only; nothing was written");
    assertThat(file).hasContent(RULE);
  }

  @Test
  void errorsComeFirstAndNothingIsFixed() throws IOException {
    String faulty = RULE + RULE.replace("rule: R", "rule: S").replace("fd.sip", "fd.sipp");
    Files.writeString(file, faulty);
    assertThat(lint("--fix", file.toString())).isEqualTo(ExitStatus.FAILED);
    assertThat(out.toString()).startsWith("error: " + file + ":8:37: unknown field 'fd.sipp'");
    assertThat(out.toString()).contains("note: " + file + ":3:37: ");
    assertThat(file).hasContent(faulty);
  }

  @Test
  void json() {
    assertThat(lint("--json", file.toString())).isEqualTo(ExitStatus.FAILED);
    assertThat(out.toString())
        .startsWith("{\"errors\":[],\"notes\":[{\"kind\":\"dialect-block\",\"file\":\"" + file)
        .contains("\"line\":3,\"column\":37,\"rule\":\"R\",")
        .contains("\"suggestion\":\"write fd.snet\",\"fixable\":true}")
        .endsWith("\"fixed\":[]}\n");
  }

  @Test
  void noFileIsWrongUsage() {
    assertThat(lint()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void aMissingFileIsAnError() {
    assertThat(lint(folder.resolve("none.yaml").toString())).isEqualTo(ExitStatus.FAILED);
    assertThat(out.toString()).contains("no such file or folder");
  }

  @Test
  void aListThatOnlyASettingGivesIsNoted() throws IOException {
    Path feed = Files.writeString(folder.resolve("feed.txt"), "192.0.2.1\n");
    Files.writeString(file, PORTABLE.replace("fd.snet = 10.0.0.0/8", "fd.sip in (feed)"));
    assertThat(lint(file.toString())).isEqualTo(ExitStatus.FAILED);
    assertThat(out.toString()).contains("'feed' is not an address");
    lint("--list", "feed=" + feed, file.toString());
    assertThat(out.toString().lines())
        .singleElement()
        .asString()
        .startsWith("note: ")
        .contains("[dialect-list, in rule 'R']");
  }
}
