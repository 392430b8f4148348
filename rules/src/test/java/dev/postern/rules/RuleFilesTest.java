package dev.postern.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFilesTest {

  @TempDir Path folder;

  private static List<String> messages(RuleFiles.Result result) {
    return result.errors().stream().map(Diagnostic::toString).toList();
  }

  @Test
  void readsAFoldersRuleFilesByName() throws IOException {
    Files.writeString(folder.resolve("b.yaml"), "b");
    Files.writeString(folder.resolve("a.yml"), "a");
    Files.writeString(folder.resolve("c.txt"), "c");
    Files.writeString(folder.resolve(".hidden.yaml"), "h");
    Files.writeString(folder.resolve("b_test.yaml"), "scenarios of b");
    Files.createDirectory(folder.resolve("d.yaml"));
    Files.createDirectory(folder.resolve("..data"));
    Files.writeString(folder.resolve("..data/z.yaml"), "z");
    Files.createSymbolicLink(folder.resolve("z.yaml"), Path.of("..data/z.yaml"));
    RuleFiles.Result result = RuleFiles.read(List.of(folder));
    assertThat(result.errors()).isEmpty();
    assertThat(result.sources()).extracting(RuleSource::text).containsExactly("a", "b", "z");
    assertThat(result.sources().getFirst().name()).isEqualTo(folder.resolve("a.yml").toString());
  }

  @Test
  void shippedStandsForTheShippedRules() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.yaml"), "mine");
    RuleFiles.Result result = RuleFiles.read(List.of(Path.of("shipped"), mine));
    assertThat(result.errors()).isEmpty();
    assertThat(result.sources())
        .startsWith(ShippedRules.pack().toArray(new RuleSource[0]))
        .endsWith(new RuleSource(mine.toString(), "mine"))
        .hasSize(ShippedRules.pack().size() + 1);
  }

  @Test
  void tellsWhatCannotBeRead() throws IOException {
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, new byte[] {'-', ' ', (byte) 0xe9});
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path missing = folder.resolve("missing.yaml");
    Path below = latin.resolve("x.yaml");
    RuleFiles.Result result =
        RuleFiles.read(List.of(missing, latin, empty, Path.of("/dev/null"), below));
    assertThat(messages(result))
        .containsExactly(
            missing + ": no such file or folder",
            latin + ": not UTF-8 text",
            empty + ": the folder holds no *.yaml or *.yml file",
            "/dev/null: not a file",
            below + ": can't be read: FileSystemException");
    assertThat(result.sources()).isEmpty();
  }
}
