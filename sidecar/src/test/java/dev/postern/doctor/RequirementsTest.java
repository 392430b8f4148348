package dev.postern.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.doctor.Check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementsTest {

  private static final long NET_ADMIN = 1L << 12;
  private static final long SYS_ADMIN = 1L << 21;
  private static final long PERFMON = 1L << 38;
  private static final long BPF = 1L << 39;

  @ParameterizedTest
  @CsvSource({
    "4.19.0-25-amd64, MISSING, kernel 4.19.0-25-amd64 is too old: Postern needs 5.14",
    "5.13.19, MISSING, kernel 5.13.19 is too old",
    "5.14.0-427.el9.x86_64, DEGRADED, untested: tests run from 6.1 on",
    "5.15.0-91-generic, DEGRADED, untested: tests run from 6.1 on",
    "6.0.19, DEGRADED, untested",
    "6.1.0-18-amd64, OK, 6.1.0-18-amd64",
    "6.10.3, OK, 6.10.3",
    "10.0, OK, 10.0",
    "'', DEGRADED, tells no version",
    "plan9, DEGRADED, plan9",
    "6, DEGRADED, 6",
    "99999999999.1, DEGRADED, 99999999999.1",
  })
  void theKernelsVersionDecides(String release, Verdict verdict, String detail) {
    Check check = Requirements.kernel(release);
    assertThat(check.verdict()).isEqualTo(verdict);
    assertThat(check.detail()).contains(detail).doesNotContain("\n");
  }

  @Test
  void theSmallestCapabilitiesAreEnough() {
    assertThat(privileges(BPF | NET_ADMIN | PERFMON)).isEqualTo(Verdict.OK);
    assertThat(privileges(SYS_ADMIN)).isEqualTo(Verdict.OK);
    assertThat(privileges(-1)).isEqualTo(Verdict.OK);
  }

  @Test
  void eachMissingCapabilityIsOneClearLine() {
    assertThat(privileges(0)).isEqualTo(Verdict.MISSING);
    assertThat(privileges(BPF | PERFMON)).isEqualTo(Verdict.MISSING);
    assertThat(privileges(NET_ADMIN | PERFMON)).isEqualTo(Verdict.MISSING);
    assertThat(privileges(BPF | NET_ADMIN)).isEqualTo(Verdict.MISSING);
    assertThat(detail(0)).startsWith("not root: run it with sudo").doesNotContain("\n");
    assertThat(detail(BPF | NET_ADMIN))
        .startsWith("capability PERFMON is missing")
        .doesNotContain("\n");
  }

  private static Verdict privileges(long effective) {
    return Requirements.privileges(new Capabilities(effective)).verdict();
  }

  private static String detail(long effective) {
    return Requirements.privileges(new Capabilities(effective)).detail();
  }

  @Test
  void thisProcessHasSomeCapabilitiesOrNone() throws IOException {
    long all = (1L << 41) - 1; // CAP_CHECKPOINT_RESTORE, 40, is the last there is
    assertThat(Capabilities.ofThisProcess().effective() & ~all).isZero();
  }

  @Test
  void withoutBtfTheRemedyIsNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("vmlinux");
    assertThat(Requirements.btf(file))
        .isEqualTo(
            new Check(
                "kernel BTF",
                Verdict.MISSING,
                file + " is missing: boot a kernel built with CONFIG_DEBUG_INFO_BTF=y"));
    Files.createFile(file);
    assertThat(Requirements.btf(file).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void everythingIsLookedAtInTheOrderInWhichItMatters() throws IOException {
    assertThat(Requirements.all())
        .extracting(Check::name)
        .containsExactly("kernel", "privileges", "kernel BTF", "cgroup v2");
  }
}
