package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.Await;
import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cgroup of a run ends with it, and takes everything along. */
@LabTest
class RunScopeIT {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void whatTheCommandLeavesRunningIsEnded() {
    String daemonise = "setsid sleep 600 >/dev/null 2>&1 & echo $!";
    try (PosternProcess postern =
        PosternProcess.start(folder, "run", "--", "sh", "-c", daemonise)) {
      CommandResult result = postern.await().orThrow();
      long daemon = Long.parseLong(result.output().strip());
      Await.until("the daemon's end", LIMIT, () -> !isAlive(daemon));
      assertThat(postern.cgroups()).isEmpty();
    }
  }

  /** Nothing can end what a killed JVM leaves, but it may not be in the next one's way. */
  @Test
  void aKilledRunIsNotInTheNextOnesWay() {
    try (PosternProcess killed =
        PosternProcess.start(folder, "run", "--", "sh", "-c", "echo up; exec sleep 600")) {
      killed.awaitOutput("up");
      killed.signal("KILL");
      assertThat(killed.await().status()).isEqualTo(137);
      assertThat(PosternProcess.run(folder, "run", "--", "echo", "again").orThrow().output())
          .isEqualTo("again\n");
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
