package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code postern run --record}: what was seen can be tried again, with the same alerts. */
@LabTest
class RunRecordIT {

  /** One rule that shows much of an event, and one that matches every event. */
  private static final String RULES =
      """
      - rule: Out
        desc: d
        condition: evt.type in (connect, sendto) and fd.ip exists and proc.aname != nobody
        output: >
          out (at=%evt.time res=%evt.res raw=%evt.rawres cmd=%proc.cmdline pid=%proc.pid
          parent=%proc.pname grandparent=%proc.aname[2] exe=%proc.exepath user=%user.name
          to=%fd.name server=%fd.sip:%fd.sport client=%fd.cip:%fd.cport id=%container.id
          image=%container.image.repository pod=%k8s.pod.name in=%net.connection.inbound
          all=%proc.aname)
        priority: WARNING
        tags: [network]
      - rule: All
        desc: d
        condition: evt.type exists
        output: "%evt.type of %proc.name: %fd.name"
        priority: DEBUG
      """;

  @TempDir Path folder;

  @Test
  void aRecordReplaysToTheVerySameAlerts() throws IOException {
    Files.writeString(folder.resolve("rules.yaml"), RULES);
    Path record = Files.writeString(folder.resolve("events.jsonl"), "what was there before\n");
    Files.setPosixFilePermissions(record, PosixFilePermissions.fromString("rw-------"));
    try (CountingServer server = new CountingServer()) {
      CommandResult run =
          PosternProcess.run(
                  folder,
                  "run",
                  "--rules",
                  "rules.yaml",
                  "--alerts",
                  "alerts",
                  "--json",
                  "--pod",
                  "shop/web-0",
                  "--record",
                  "events.jsonl",
                  "--",
                  "sh",
                  "-c",
                  "curl -s %s; sh -c 'curl -s %s; curl -sg http://[::1]:1/ \"\\\"\u00fc\\\\\"; true'"
                      .formatted(server.url(), server.url()))
              .orThrow();
      assertThat(run.output()).isEqualTo("ok\nok\n");
      assertThat(run.errors()).doesNotContain("not recorded");
    }
    List<String> alerts = Files.readAllLines(folder.resolve("alerts"));
    assertThat(alerts).hasSizeGreaterThan(6).anyMatch(line -> line.contains("\"rule\":\"Out\""));
    assertThat(Files.readAllLines(record))
        .hasSizeGreaterThan(3)
        .allMatch(line -> line.startsWith("{\"hostname\":\"") && line.endsWith("}"));

    CommandResult replayed =
        PosternProcess.run(
                folder,
                "rules",
                "eval",
                "--rules",
                "rules.yaml",
                "--events",
                "events.jsonl",
                "--json")
            .orThrow();
    assertThat(replayed.output().lines().map(line -> line.replaceAll(",\"line\":[0-9]+}$", "}")))
        .containsExactlyElementsOf(alerts);
  }

  @Test
  void aFileThatCannotBeWrittenStartsNothing() throws IOException {
    for (String file : List.of("none/events", ".")) {
      CommandResult run = PosternProcess.run(folder, "run", "--record", file, "touch", "ran");
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.errors().lines())
          .singleElement()
          .asString()
          .startsWith("postern run: --record: " + file + " cannot be written (");
    }
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void aDeviceIsNoFile() {
    CommandResult run =
        PosternProcess.run(folder, "run", "--record", "/dev/full", "--", "sh", "-c", "true");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).contains("/dev/full cannot be written");
  }
}
