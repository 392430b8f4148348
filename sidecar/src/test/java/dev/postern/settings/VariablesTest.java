package dev.postern.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Variables beside those of settings. */
class VariablesTest {

  /** A variable that a script reads with a default: {@code ${POSTERN_BUILT-}}. */
  private static final Pattern READ = Pattern.compile("\\$\\{(POSTERN_[A-Z_]+)");

  private static final List<Path> SCRIPTS =
      List.of(
          Path.of("../postern"), Path.of("../dev"), Path.of("../.setup.sh"), Path.of("../test/vm"));

  @Test
  void thoseOfTheScriptsAreKnown() throws IOException {
    Set<String> read = new TreeSet<>();
    for (Path script : SCRIPTS) {
      try (var files = Files.walk(script)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Matcher matcher = READ.matcher(Files.readString(file));
          while (matcher.find()) {
            read.add(matcher.group(1));
          }
        }
      }
    }
    assertThat(read).contains("POSTERN_BUILT").isSubsetOf(UnknownVariables.OF_SCRIPTS);
  }

  /** Otherwise a Service of that name would set it to something like "tcp://10.96.3.4:80". */
  @Test
  void noSettingIsCalledLikeWhatKubernetesSets() {
    assertThat(Setting.ofAll(Main.commandLine(Map.of()).getCommandSpec()))
        .isNotEmpty()
        .noneMatch(setting -> UnknownVariables.isOfAService(setting.variable()))
        .noneMatch(setting -> UnknownVariables.OF_SCRIPTS.contains(setting.variable()));
  }
}
