package dev.postern.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewrittenFileTest {

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("r.yaml"), "old");
  }

  @Test
  void keepsModeAndLink() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
    RewrittenFile.write(link, "new ü");
    assertThat(file).hasContent("new ü");
    assertThat(link).isSymbolicLink();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(names()).containsExactlyInAnyOrder("r.yaml", "link.yaml");
  }

  @Test
  void leavesAReadOnlyFileAlone() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assertThatThrownBy(() -> RewrittenFile.write(file, "new"))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": the file is read-only; nothing was written");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("r.yaml");
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> String.valueOf(path.getFileName())).toList().stream();
    }
  }
}
