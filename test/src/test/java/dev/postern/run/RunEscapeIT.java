package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A command tries to leave its cgroup and to undo what is attached there, by every way there is.
 * The same attempts succeed where the command is not confined, so each of them can.
 */
@LabTest
class RunEscapeIT {

  /**
   * Says a word for each attempt that succeeded. Each is a shell of its own, so that a success does
   * not change where the next begins, in the order from harmless to harmful.
   */
  private static final String ATTEMPTS =
      """
      attempt() { word=$1; shift; if sh -c "$@" >/dev/null 2>&1; then echo "$word"; fi; }
      points() {
        while read -r _ _ _ _ point rest; do
          case "$rest" in *" - $1 "*) echo "$point";; esac
        done </proc/self/mountinfo
      }
      gone='! grep -q postern-run /proc/self/cgroup'
      here=$(pwd)
      outside=$PPID
      for point in $(points cgroup2); do
        attempt leave "echo \\$\\$ >$point/cgroup.procs && $gone"
        attempt leave-through-postern "echo \\$\\$ >/proc/$outside/root$point/cgroup.procs && $gone"
        attempt kill-scope "test -e $point/$(sed -n s,0::/,,p /proc/self/cgroup)/cgroup.kill"
      done
      for point in $(points cgroup); do attempt leave-v1 "echo \\$\\$ >$point/cgroup.procs"; done
      attempt pins "test -n \\"\\$(stat -fc %T /sys/fs/bpf | grep bpf)\\""
      attempt programs 'bpftool prog list'
      attempt maps 'bpftool map list'
      attempt detach 'bpftool link list'
      attempt enter-mounts 'nsenter --target '$outside' --mount true'
      attempt enter-cgroups 'nsenter --target '$outside' --cgroup true'
      attempt read-postern "cat /proc/$outside/environ"
      attempt core-pattern 'f=/proc/sys/kernel/core_pattern; v=$(cat $f); echo "$v" >$f'
      attempt sysctl 'f=/proc/sys/net/ipv4/ping_group_range; v=$(cat $f); echo "$v" >$f'
      attempt sysfs 'find /sys/kernel -maxdepth 1 -type f -writable | grep .'
      attempt raw 'perl -MSocket -e "socket(S, AF_INET, SOCK_RAW, 1) or die"'
      attempt packet 'perl -MSocket -e "socket(S, 17, SOCK_RAW, 0) or die"'
      attempt mount "mount -t cgroup2 none $here/anew && echo \\$\\$ >$here/anew/cgroup.procs && $gone"
      attempt mount-bpf "mount -t bpf none $here/anew"
      for point in $(points cgroup2); do
        attempt unmount "umount $point || umount -l $point"
        attempt user-namespace "unshare --user --map-root-user --mount sh -c '
          umount $point || umount -l $point; echo \\$\\$ >$point/cgroup.procs && $gone'"
        attempt user-namespace-cgroup "unshare --user --map-root-user --mount --cgroup sh -c '
          mount -t cgroup2 none $here/anew && echo \\$\\$ >$here/anew/cgroup.procs' && $gone"
      done
      attempt user-namespace-mount "unshare --user --map-root-user --mount sh -c '
        mount -t cgroup2 none $here/anew'"
      echo end
      """;

  /** What every user may do on this kernel, and whoever is confined too: it leads nowhere. */
  private static final List<String> EVERYBODY = List.of("end");

  private static final List<String> ROOT =
      List.of(
          "leave",
          "leave-through-postern",
          "kill-scope",
          "pins",
          "programs",
          "maps",
          "detach",
          "enter-mounts",
          "enter-cgroups",
          "read-postern",
          "core-pattern",
          "sysctl",
          "sysfs",
          "raw",
          "packet",
          "mount",
          "mount-bpf",
          "unmount",
          "end");

  @TempDir Path folder;

  private CommandResult attempt(String... before) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.createDirectories(folder.resolve("anew"));
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(before));
    arguments.addAll(List.of("sh", "-c", ATTEMPTS));
    return PosternProcess.run(folder, arguments.toArray(String[]::new)).orThrow();
  }

  private static Stream<String> successes(CommandResult result) {
    return result.output().lines().distinct();
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "65534"})
  void aConfinedCommandUndoesNothing(String user) throws IOException {
    assertThat(successes(attempt("--user", user, "--"))).containsExactlyElementsOf(EVERYBODY);
  }

  @Test
  void controlWithoutConfinementEachAttemptSucceeds() throws IOException {
    // In a mount namespace of its own: who succeeds would change this machine's.
    assertThat(successes(attempt("--", "unshare", "--mount", "--propagation", "private")))
        .containsAll(ROOT);
  }
}
