package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each {@code --dns-refusal}, and which programs then go on with their search list. */
@LabTest
class RunDnsRefusalIT {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"nxdomain, NXDOMAIN, 0, 0", "refused, REFUSED, 0, 1"})
  void decidesWhatARefusedNameIsAnswered(String option, String code, int getent, int musl)
      throws IOException {
    NamedNetwork network =
        NamedNetwork.in(folder, "Enforce", List.of("web.shop.example A 192.0.2.80"));
    try (ScopeShell scope = ScopeShell.start(network, "--dns-refusal", option)) {
      CommandResult refused = scope.run("dig web.other.example").orThrow();
      assertThat(refused.output()).contains("status: " + code).contains("EDE: 15 (Blocked)");
      String found = "web.shop.example";
      assertThat(scope.run("getent ahosts " + found).status()).isEqualTo(getent);
      assertThat(scope.run(NamedClient.MUSL.script(found)).status()).isEqualTo(musl);
    }
  }
}
