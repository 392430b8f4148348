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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who a confined command is, what it may do, and what of Postern's it has. */
@LabTest
class RunConfinedIT {

  private static final String STATUS =
      "while read -r line; do echo \"$line\"; done </proc/self/status";

  /** Two of the lines with a name that users have elsewhere too, so that a number needs a look. */
  private static final String ACCOUNTS =
      """
      cat /etc/passwd >passwd; echo 'tester:x:4000:4001::/home/tester:' >>passwd
      cat /etc/group >group; printf '%s\\n' first:x:4001: second:x:4002:other,tester third:x:4003: >>group
      mount --bind passwd /etc/passwd; mount --bind group /etc/group
      """;

  private static final String CONTAINER_DEFAULT_WITHOUT_NET_RAW = "00000000a80405fb";
  private static final String NONE = "0000000000000000";

  @TempDir Path folder;

  @BeforeEach
  void letEverybodyIn() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private CommandResult run(
      List<String> prefix, Map<String, String> environment, String... arguments) {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(arguments));
    try (PosternProcess postern =
        PosternProcess.within(prefix, folder, environment, all.toArray(String[]::new))) {
      return postern.await();
    }
  }

  private List<String> status(Map<String, String> environment, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--", "sh", "-c", STATUS));
    return run(PrivateMachine.with(ACCOUNTS), environment, arguments.toArray(String[]::new))
        .orThrow()
        .output()
        .lines()
        .map(line -> line.replaceAll("\\s+", " ").strip())
        .toList();
  }

  private static void assertCapabilities(List<String> status, String kept, String ambient) {
    assertThat(status)
        .contains(
            "CapPrm: " + kept,
            "CapEff: " + kept,
            "CapBnd: " + kept,
            "CapInh: " + ambient,
            "CapAmb: " + ambient,
            "NoNewPrivs: 1");
  }

  @Test
  void aUserHasItsGroupsAndNoCapability() {
    List<String> status = status(Map.of(), "--user", "tester");
    assertThat(status)
        .contains("Uid: 4000 4000 4000 4000", "Gid: 4001 4001 4001 4001", "Groups: 4001 4002");
    assertCapabilities(status, NONE, NONE);
  }

  @Test
  void aGroupMayBeNamed() {
    assertThat(status(Map.of(), "--user", "4000:third"))
        .contains("Uid: 4000 4000 4000 4000", "Gid: 4003 4003 4003 4003", "Groups: 4001 4002");
  }

  @Test
  void anUnknownNumberHasItsOwnGroupAlone() {
    assertThat(status(Map.of(), "--user", "4321"))
        .contains("Uid: 4321 4321 4321 4321", "Gid: 4321 4321 4321 4321", "Groups:");
  }

  @Test
  void rootKeepsWhatContainersHaveWithoutRawSockets() {
    List<String> status = status(Map.of(), "--user", "root");
    assertThat(status).contains("Uid: 0 0 0 0", "Gid: 0 0 0 0");
    assertCapabilities(status, CONTAINER_DEFAULT_WITHOUT_NET_RAW, NONE);
  }

  @Test
  void givenCapabilitiesAreThereAndSaid() {
    CommandResult user =
        run(List.of(), Map.of(), "--user=nobody", "--caps=cap_net_raw,Bpf", "sh", "-c", STATUS);
    assertCapabilities(
        user.orThrow().output().lines().map(line -> line.replaceAll("\\s+", " ")).toList(),
        "0000008000002000",
        "0000008000002000");
    assertThat(user.errors().lines())
        .satisfiesExactly(
            raw ->
                assertThat(raw).startsWith("postern run: --caps NET_RAW: raw and packet sockets"),
            bpf -> assertThat(bpf).startsWith("postern run: --caps BPF: programs and maps"),
            table -> assertThat(table).isEqualTo("postern: no connections"));
    CommandResult root = run(List.of(), Map.of(), "--caps", "NET_RAW", "sh", "-c", STATUS);
    assertCapabilities(
        root.orThrow().output().lines().map(line -> line.replaceAll("\\s+", " ")).toList(),
        "00000000a80425fb",
        NONE);
  }

  @Test
  void behindSudoTheCommandIsTheCallers() {
    Map<String, String> sudo =
        Map.of("SUDO_UID", "4000", "SUDO_GID", "4003", "HOME", "/root", "USER", "root");
    assertThat(status(sudo, "--caps", "KILL"))
        .contains("Uid: 4000 4000 4000 4000", "Gid: 4003 4003 4003 4003", "Groups: 4001 4002");
    String print = "echo $HOME $USER $LOGNAME $SHELL";
    assertThat(
            run(PrivateMachine.with(ACCOUNTS), sudo, "--caps", "KILL", "sh", "-c", print)
                .orThrow()
                .output())
        .isEqualTo("/home/tester tester tester /bin/sh\n");
  }

  /** Without either option nothing is different from running it without Postern. */
  @Test
  void withoutOptionsNothingIsTaken() throws IOException {
    List<String> own = Files.readAllLines(Path.of("/proc/self/status"));
    CommandResult result =
        run(List.of(), Map.of("SUDO_UID", "4000"), "--", "sh", "-c", STATUS).orThrow();
    assertThat(result.output().lines())
        .containsAll(own.stream().filter(line -> line.matches("(Cap|NoNew|Uid|Gid).*")).toList());
  }

  @Test
  void aSetUserIdProgramGivesNothing() throws IOException {
    Path id = Files.copy(Path.of("/usr/bin/id"), folder.resolve("id"));
    Files.setAttribute(id, "unix:mode", 04755);
    String effective = id + " -u";
    assertThat(
            run(
                    List.of(),
                    Map.of(),
                    "setpriv",
                    "--reuid=65534",
                    "--clear-groups",
                    "sh",
                    "-c",
                    effective)
                .orThrow()
                .output())
        .as("control: without confinement it gives root")
        .isEqualTo("0\n");
    assertThat(run(List.of(), Map.of(), "--user=65534", "sh", "-c", effective).orThrow().output())
        .isEqualTo("65534\n");
  }

  @Test
  void onlyStandardStreamsAreInherited() {
    String open =
        "for n in 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do test ! -e /proc/$$/fd/$n || echo $n; done";
    List<String> sevenIsOpen = List.of("/bin/sh", "-c", "exec 7</etc/passwd; exec \"$@\"", "sh");
    assertThat(run(sevenIsOpen, Map.of(), "--user", "nobody", "sh", "-c", open).orThrow().output())
        .isEmpty();
  }

  @Test
  void statusAndEnvironmentAreTheCommands() {
    CommandResult result =
        run(
            List.of(),
            Map.of("spring.profiles.active", "a b", "PLAIN", "c  d"),
            "--user=nobody",
            "--",
            "perl",
            "-e",
            "print join('|', @ENV{'spring.profiles.active', 'PLAIN'}); exit 9");
    assertThat(result.status()).isEqualTo(9);
    assertThat(result.output()).isEqualTo("a b|c  d");
  }

  @Test
  void signalsReachIt() {
    String script = "$SIG{TERM} = sub { exit 9 }; $| = 1; print \"up\\n\"; sleep 60; sleep 60";
    try (PosternProcess postern =
        PosternProcess.start(folder, "run", "--user=nobody", "--", "perl", "-e", script)) {
      postern.awaitOutput("up");
      postern.signal("TERM");
      assertThat(postern.await().status()).isEqualTo(9);
    }
  }

  @Test
  void whatTheUserMayNotExecuteHasTheShellsStatus() throws IOException {
    Path mine = Files.copy(Path.of("/usr/bin/true"), folder.resolve("mine"));
    Files.setPosixFilePermissions(mine, PosixFilePermissions.fromString("rwx------"));
    CommandResult result = run(List.of(), Map.of(), "--user", "nobody", mine.toString());
    assertThat(result.status()).isEqualTo(126);
    assertThat(result.errors()).startsWith("postern run: ").contains(mine + ": Permission denied");
  }
}
