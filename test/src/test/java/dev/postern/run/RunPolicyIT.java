package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import dev.postern.scope.BpfFilesystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code postern run --policy} with each of its options. */
@LabTest
final class RunPolicyIT {

  /** A datagram socket, so that nothing is sent when it is not refused. */
  private static final String CONNECT =
      """
      import socket
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      print('errno', s.connect_ex(('192.0.2.1', 5353)))
      """;

  private static final String POLICY =
      """
      apiVersion: postern.dev/v1alpha1
      kind: EgressPolicy
      metadata: {name: tight, namespace: shop}
      spec:
        mode: Enforce
        allow:
        - name: dns
          to: [{cidr: 192.0.2.1/32}]
          ports: [{port: 53, protocol: UDP}]
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
  }

  private CommandResult run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", "--policy", "policy.yaml"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--", "/usr/bin/python3", "-SE", "-c", CONNECT));
    return PosternProcess.run(folder, arguments.toArray(String[]::new));
  }

  @Test
  void refusesAndSaysWhatWouldAllowIt() {
    CommandResult result = run().orThrow();
    assertThat(result.output()).isEqualTo("errno 111\n");
    assertThat(result.errors())
        .contains("postern: policy: enforce, 1 policy, 1 entry that allows")
        .contains(
            "verdict=deny reason=not allowed; nearly by entry 'dns' of EgressPolicy shop/tight")
        .contains("policy=EgressPolicy shop/tight")
        .contains("to_allow_it=- to: [{cidr: 192.0.2.1/32}], ports: [{port: 5353, protocol: UDP}]");
  }

  @Test
  void refusesWithTheErrorAskedFor() {
    assertThat(run("--refuse-with", "EPERM").orThrow().output()).isEqualTo("errno 1\n");
  }

  @Test
  void onTrialItLetsThroughAndSaysSo() {
    CommandResult result = run("--mode", "audit").orThrow();
    assertThat(result.output()).isNotEqualTo("errno 111\n");
    assertThat(result.errors()).contains("postern: policy: audit,").contains("verdict=would-deny");
  }

  @Test
  void leavesNothingPinned() throws IOException {
    Path pins = BpfFilesystem.find().resolve("postern-run-it-" + ProcessHandle.current().pid());
    assertThat(run("--pins", pins.toString()).orThrow().output()).isEqualTo("errno 111\n");
    assertThat(pins).doesNotExist();
  }

  @Test
  void whatCannotBeEnforcedYetStartsNothing() throws IOException {
    Files.writeString(
        folder.resolve("policy.yaml"), POLICY.replace("UDP}]", "TCP}]\n    tls: {sni: required}"));
    CommandResult result = run();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).isEmpty();
    assertThat(result.errors())
        .contains("policy.yaml:7:5: entry 'dns' of EgressPolicy shop/tight needs TLS server names");
  }

  @Test
  void namesNeedAResolverThatCanBeAsked() throws IOException {
    Files.writeString(
        folder.resolve("policy.yaml"), POLICY.replace("cidr: 192.0.2.1/32", "fqdn: dns.example"));
    CommandResult result = run("--resolv-conf", "nowhere.conf");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).isEmpty();
    assertThat(result.errors())
        .contains(
            "postern run: cannot read nowhere.conf (there is none): names can only be resolved with"
                + " it")
        .doesNotContain("WARN  Name");
  }

  @Test
  void aBrokenPolicyStartsNothing() throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), POLICY.replace("Enforce", "Enforced"));
    CommandResult result = run();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).isEmpty();
    assertThat(result.errors()).contains("policy.yaml:5:9").contains("Enforce");
  }

  @Test
  void itsOptionsMeanNothingWithoutIt() {
    CommandResult result = PosternProcess.run(folder, "run", "--mode", "audit", "--", "true");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.errors()).contains("--mode: there is no policy: give one with --policy");
  }
}
