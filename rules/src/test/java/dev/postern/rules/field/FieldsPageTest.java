package dev.postern.rules.field;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.rules.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FieldsPageTest {

  private static final Path PAGE = Project.root().resolve("docs/fields.md");

  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    if (Boolean.getBoolean("postern.golden.update")) {
      Files.write(PAGE, FieldsPage.lines());
    }
    assertThat(FieldsPage.lines())
        .as("run with -Dpostern.golden.update=true after a change of fields, operators or codes")
        .isEqualTo(Files.readAllLines(PAGE));
  }

  @Test
  void aPrefixIsTheBeginningOfANameOnly() {
    assertThat(FieldDescription.startingWith("dns."))
        .extracting(FieldDescription::name)
        .containsExactly("dns.question", "dns.type", "dns.entropy", "dns.siblings", "dns.age");
    assertThat(FieldDescription.startingWith("")).hasSameSizeAs(FieldCatalog.events().fields());
  }
}
