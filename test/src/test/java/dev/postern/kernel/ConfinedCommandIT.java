package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.confinement.Confinement;
import dev.postern.event.EventType;
import dev.postern.event.ProcessImage;
import dev.postern.scope.ScopedCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A confined command as the probe sees it, and what it can reach. */
final class ConfinedCommandIT extends ObservedTest {

  private static final String NOBODY = "65534";

  private static final String LISTEN =
      """
      import os, socket, sys
      for path, mode in zip(sys.argv[1::2], sys.argv[2::2]):
          s = socket.socket(socket.AF_UNIX); s.bind(path); os.chmod(path, int(mode, 8))
      """;

  @TempDir Path folder;

  private static Confinement of(String user) throws Exception {
    return Confinement.of(user, Set.of(), Map.of());
  }

  @Test
  void itsOwnExecIsTheFirstThingInTheScope() throws Exception {
    ScopedCommand command =
        ScopedCommand.of(List.of("/bin/sh", "-c", "/bin/true; exit 0")).confined(of(NOBODY));
    Program program =
        Program.start(command.joining(scope.cgroup(), Map.of("a.b", "c", "PATH", "/bin")));
    program.end();
    List<ProcessImage> executed =
        seen.events(EventType.EXECVE).stream().map(ObservedTest::owner).toList();
    assertThat(executed).extracting(ProcessImage::name).containsExactly("env", "sh", "true");
    assertThat(executed.getFirst().pid()).isEqualTo(program.pid());
    assertThat(executed.get(1).pid()).isEqualTo(program.pid());
  }

  @Test
  void withPlainVariablesNothingElseRunsInTheScope() throws Exception {
    ScopedCommand command = ScopedCommand.of(List.of("/bin/true")).confined(of(NOBODY));
    Program.start(command.joining(scope.cgroup(), Map.of())).end();
    assertThat(seen.events(EventType.EXECVE))
        .extracting(event -> owner(event).name())
        .containsExactly("true");
  }

  @Test
  void onlySocketsThatTheUserMayOpenAreWithinReach() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Path all = folder.resolve("all");
    Path owners = folder.resolve("owners");
    Path behind = closed.resolve("behind");
    Path file = Files.createFile(folder.resolve("file"));
    Program.start(Program.python(LISTEN, all, "666", owners, "600", behind, "666")).end();
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    List<Path> candidates = List.of(all, owners, behind, file, folder.resolve("none"));

    assertThat(of(NOBODY).tryOut(candidates)).containsExactly(all);
    assertThat(of("0").tryOut(candidates)).containsExactly(all, owners, behind);
  }
}
