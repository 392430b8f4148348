package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import dev.postern.scope.CgroupFilesystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be confined is not started, and says why in one line; and nothing leaks out. */
@LabTest
class RunNotConfinedIT {

  @TempDir Path folder;

  private void assertRefused(int status, String line, List<String> prefix, String... options) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("touch", folder.resolve("ran").toString()));
    try (PosternProcess postern =
        PosternProcess.within(prefix, folder, Map.of(), arguments.toArray(String[]::new))) {
      CommandResult result = postern.await();
      assertThat(result.errors().lines()).singleElement().asString().startsWith(line);
      assertThat(result.status()).isEqualTo(status);
      assertThat(postern.cgroups()).isEmpty();
    }
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void aMissingToolIsNamed() {
    assertRefused(
        1,
        "postern run: setpriv is not installed, and the command cannot be confined without it:"
            + " install the package util-linux",
        PrivateMachine.with("mount --bind /dev/null /usr/bin/setpriv"),
        "--user=nobody");
  }

  @Test
  void aToolThatFailsIsQuoted() {
    assertRefused(
        1,
        "postern run: the command cannot be confined: no mounting today",
        PrivateMachine.with(
            """
            printf '%s\\n' '#!/bin/sh' 'echo no mounting today; exit 1' >tool; chmod 755 tool
            mount --bind tool /usr/bin/mount
            """),
        "--user=nobody");
  }

  /** Every tool says that all went well, and the command would have run as root. */
  @Test
  void aToolThatDoesNothingIsFoundOut() {
    assertRefused(
        1,
        "postern run: the command would not be confined: user and group are not 65534:65534;"
            + " no_new_privs is not set; CapPrm is",
        PrivateMachine.with(
            """
            printf '%s\\n' '#!/bin/sh' 'while test "$1" != --; do shift; done; shift; exec "$@"' >tool
            chmod 755 tool; mount --bind tool /usr/bin/setpriv
            """),
        "--user=65534:65534");
  }

  @Test
  void withoutSysAdminItSaysSo() {
    assertRefused(
        1,
        "postern run: the command cannot be confined without SYS_ADMIN",
        List.of("setpriv", "--bounding-set=-sys_admin", "--"),
        "--user=nobody");
  }

  @Test
  void whatPosternLacksItCannotGive() {
    assertRefused(
        2,
        "postern run: --caps: SYS_BOOT cannot be given back",
        List.of("setpriv", "--bounding-set=-sys_boot", "--"),
        "--caps=SYS_BOOT");
  }

  @Test
  void wrongWordsAreRefused() {
    assertRefused(
        2, "postern run: --caps: no capability is called 'net_rw'", List.of(), "--caps=net_rw");
    assertRefused(
        2, "postern run: --user: this system has no user 'nosuch'", List.of(), "--user=nosuch");
  }

  /** A relative path would lead out: what is open stays open however much is mounted over it. */
  @Test
  void aFolderInTheCgroupTreeIsRefused() throws IOException {
    String root = CgroupFilesystem.find().root().toString();
    assertRefused(
        1,
        "postern run: the command cannot be confined: its folder or a standard stream is on a"
            + " cgroup2fs, which CMD may not see",
        List.of("env", "--chdir=" + root),
        "--user=nobody");
  }

  @Test
  void theMachinesMountsStayAsTheyAre() {
    // Shared mounts pass on what is mounted below them, unless who mounts prevents it.
    List<String> machine =
        List.of(
            "unshare",
            "--mount",
            "--propagation",
            "shared",
            "/bin/sh",
            "-ec",
            """
            cut -d' ' -f 5- /proc/self/mountinfo >before
            "$@"
            cut -d' ' -f 5- /proc/self/mountinfo | diff before - && echo unchanged
            """,
            "machine");
    String inside = "grep -c postern-hidden /proc/self/mountinfo";
    try (PosternProcess postern =
        PosternProcess.within(machine, folder, Map.of(), "run", "--user=0", "sh", "-c", inside)) {
      List<String> lines = postern.await().orThrow().output().lines().toList();
      assertThat(lines).hasSize(2);
      assertThat(Integer.parseInt(lines.getFirst())).isPositive();
      assertThat(lines.getLast()).isEqualTo("unchanged");
    }
  }
}
