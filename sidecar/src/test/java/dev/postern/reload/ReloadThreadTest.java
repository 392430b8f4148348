package dev.postern.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReloadThreadTest {

  @TempDir Path folder;
  private final BlockingQueue<String> published = new LinkedBlockingQueue<>();

  private ReloadThread start(Path file, Duration every) {
    Watched<String> watched =
        new Watched<>(
            List.of(file),
            FileStamps.of(List.of(file)),
            () -> read(file),
            new Watched.Outcome<>() {
              @Override
              public void publish(String loaded) {
                published.add(loaded);
              }

              @Override
              public void failed(List<String> lines, boolean again) {
                published.add("failed");
              }
            });
    return ReloadThread.start(watched, every);
  }

  private static String read(Path file) throws LoadFailure {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new LoadFailure(List.of(e.toString()));
    }
  }

  private String next() throws InterruptedException {
    return String.valueOf(published.poll(30, TimeUnit.SECONDS));
  }

  @Test
  void looksByItself() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "one");
    try (ReloadThread _ = start(file, Duration.ofMillis(1))) {
      Files.writeString(folder.resolve("new"), "two, whole");
      Files.move(folder.resolve("new"), file, StandardCopyOption.ATOMIC_MOVE);
      assertThat(next()).isEqualTo("two, whole");
    }
    assertThat(published).isEmpty();
  }

  @Test
  void withoutAnIntervalItOnlyDoesWhatItIsAskedFor() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "one");
    ReloadThread reload = start(file, Duration.ZERO);
    reload.reload();
    assertThat(next()).isEqualTo("one");
    Files.writeString(file, "two");
    reload.reload();
    assertThat(next()).isEqualTo("two");
    reload.end();
    Files.writeString(file, "three");
    reload.reload();
    reload.end();
    assertThat(published).isEmpty();
  }
}
