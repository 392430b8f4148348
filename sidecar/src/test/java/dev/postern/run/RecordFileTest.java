package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {

  @TempDir Path folder;

  @Test
  void itIsItsOwnersAndReplacesWhatWasThere() throws IOException {
    Path path = folder.resolve("events");
    try (RecordFile file = RecordFile.open(path)) {
      file.append("one\ntwo\n");
      file.append("three\n");
    }
    assertThat(path).hasContent("one\ntwo\nthree\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    try (RecordFile file = RecordFile.open(path)) {
      file.append("new\n");
    }
    assertThat(path).hasContent("new\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void aLinkIsNotFollowedAndAFolderOrDeviceIsNoFile() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "kept");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none"));
    for (Path path : new Path[] {link, dangling, folder, Path.of("/dev/null")}) {
      assertThatThrownBy(() -> RecordFile.open(path)).isInstanceOf(IOException.class);
    }
    assertThat(target).hasContent("kept");
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
