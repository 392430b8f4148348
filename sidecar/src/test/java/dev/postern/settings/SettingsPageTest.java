package dev.postern.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "settings.md");

  @Test
  void thePageSaysWhatTheOptionsSay() throws IOException {
    if (Boolean.getBoolean("postern.golden.update")) {
      Files.write(PAGE, SettingsPage.lines());
    }
    assertThat(SettingsPage.lines())
        .as("run with -Dpostern.golden.update=true after a change of the options")
        .isEqualTo(Files.readAllLines(PAGE));
  }
}
