package dev.postern.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looked at by hand, so that no test waits. The content "bad" cannot be loaded. */
class WatchedTest {

  @TempDir Path folder;
  private Path file;
  private final List<String> said = new ArrayList<>();
  private Watched<String> watched;

  @BeforeEach
  void watch() throws IOException {
    file = Files.writeString(folder.resolve("file"), "one");
    watched = watching(file);
  }

  private Watched<String> watching(Path path) {
    return new Watched<>(
        List.of(path),
        FileStamps.of(List.of(path)),
        () -> content(path),
        new Watched.Outcome<>() {
          @Override
          public void publish(String loaded) throws LoadFailure {
            if (loaded.equals("refused")) {
              throw new LoadFailure(List.of("not taken"));
            }
            said.add(loaded);
          }

          @Override
          public void failed(List<String> lines, boolean again) {
            said.add((again ? "again " : "failed ") + lines);
          }
        });
  }

  private static String content(Path path) throws LoadFailure {
    try {
      Path file = Files.isDirectory(path) ? path.resolve("rules.yaml") : path;
      String text = Files.readString(file);
      if (text.startsWith("bad")) {
        throw new LoadFailure(List.of(text));
      }
      if (text.equals("fault")) {
        throw new IllegalStateException("oh");
      }
      return text;
    } catch (IOException e) {
      throw new LoadFailure(List.of("unreadable"));
    }
  }

  private void looks(int times) {
    for (int i = 0; i < times; i++) {
      watched.look();
    }
  }

  @Test
  void whatDoesNotChangeIsNotLoaded() {
    looks(5);
    assertThat(said).isEmpty();
  }

  @Test
  void aChangeIsLoadedOnceItHasSettled() throws IOException {
    Files.writeString(file, "half");
    watched.look();
    assertThat(said).isEmpty();
    Files.writeString(file, "half and the rest");
    watched.look();
    assertThat(said).isEmpty();
    looks(4);
    assertThat(said).containsExactly("half and the rest");
  }

  /** The size and what a hurried clock says may stay the same: then the inode tells. */
  @Test
  void aFileOfTheSameSizeAndTimeInItsPlaceIsAChange() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    Path other = Files.writeString(folder.resolve("other"), "two");
    Files.setLastModifiedTime(other, time);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    looks(2);
    assertThat(said).containsExactly("two");
  }

  @Test
  void oneThatCannotBeLoadedIsToldOncePerContent() throws IOException {
    Files.writeString(file, "bad");
    looks(5);
    assertThat(said).containsExactly("failed [bad]");
    Files.setLastModifiedTime(file, FileTime.fromMillis(12_345_000));
    looks(3);
    assertThat(said).containsExactly("failed [bad]", "again [bad]");
    Files.writeString(file, "bad too");
    looks(3);
    Files.writeString(file, "good");
    looks(3);
    Files.writeString(file, "bad too");
    looks(3);
    assertThat(said)
        .containsExactly(
            "failed [bad]", "again [bad]", "failed [bad too]", "good", "failed [bad too]");
  }

  @Test
  void whatIsNotTakenAndWhatTripsAFaultAreFailures() throws IOException {
    Files.writeString(file, "refused");
    looks(2);
    Files.writeString(file, "fault");
    looks(2);
    assertThat(said)
        .containsExactly(
            "failed [not taken]",
            "failed [a fault of Postern's own, please report it:"
                + " java.lang.IllegalStateException: oh]");
  }

  @Test
  void aFileThatGoesIsAFailureAndComesBack() throws IOException {
    Files.delete(file);
    looks(3);
    Files.writeString(file, "back");
    looks(3);
    assertThat(said).containsExactly("failed [unreadable]", "back");
  }

  @Test
  void whoAsksIsAnsweredAtOnceAndInFull() throws IOException {
    watched.reload();
    Files.writeString(file, "bad");
    watched.reload();
    watched.reload();
    looks(3);
    assertThat(said).containsExactly("one", "failed [bad]", "failed [bad]");
  }

  /** As the kubelet does it: versions in hidden folders, and a link that is turned. */
  @Test
  void aConfigMapIsChangedByTurningALink() throws IOException {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    version(mount, "..2026_01_01", "one");
    Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026_01_01"));
    Files.createSymbolicLink(mount.resolve("rules.yaml"), Path.of("..data/rules.yaml"));
    watched = watching(mount);
    looks(2);
    version(mount, "..2026_01_02", "two");
    Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2026_01_02"));
    Files.move(
        mount.resolve("..data_tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    looks(2);
    assertThat(said).containsExactly("two");
  }

  private static void version(Path mount, String name, String text) throws IOException {
    Path version = Files.createDirectory(mount.resolve(name));
    Path rules = Files.writeString(version.resolve("rules.yaml"), text);
    Files.setLastModifiedTime(rules, FileTime.fromMillis(1_000));
    Files.setLastModifiedTime(version, FileTime.fromMillis(1_000));
  }

  @Test
  void aFileThatComesIntoAFolderIsAChange() throws IOException {
    Path rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(rules.resolve("rules.yaml"), "one");
    watched = watching(rules);
    Files.writeString(rules.resolve("more.yaml"), "more");
    looks(3);
    assertThat(said).containsExactly("one");
  }
}
