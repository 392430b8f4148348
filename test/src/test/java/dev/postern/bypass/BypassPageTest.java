package dev.postern.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class BypassPageTest {

  private static final Path PAGE = Path.of("..", "docs", "bypass.md");

  @Test
  void thePageNamesEveryRouteAndEveryOpenOne() throws IOException {
    if (Boolean.getBoolean("postern.golden.update")) {
      Files.write(PAGE, BypassPage.lines());
    }
    assertThat(BypassPage.lines())
        .as("run with -Dpostern.golden.update=true after a change of the routes")
        .isEqualTo(Files.readAllLines(PAGE));
  }
}
