package dev.postern.confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrivilegesTest {

  private static final long EVERYTHING = -1;
  private static final Identity ROOT = new Identity(0, 0, null, false);
  private static final Identity USER = new Identity(7, 8, null, true);

  @Test
  void aUserHasOnlyWhatIsGiven() throws Exception {
    assertThat(Privileges.of(USER, Set.of(), EVERYTHING).setprivArguments())
        .containsExactly(
            "--reuid=7",
            "--regid=8",
            "--clear-groups",
            "--no-new-privs",
            "--bounding-set=-all",
            "--inh-caps=-all",
            "--ambient-caps=-all");
    assertThat(
            Privileges.of(USER, Set.of(Capability.NET_RAW, Capability.KILL), EVERYTHING)
                .setprivArguments())
        .endsWith(
            "--bounding-set=-all,+kill,+net_raw",
            "--inh-caps=-all,+kill,+net_raw",
            "--ambient-caps=-all,+kill,+net_raw");
  }

  @Test
  void rootHasTheDefaultOfContainersAsFarAsPosternHasIt() throws Exception {
    long owned = Capability.mask(Set.of(Capability.CHOWN, Capability.KILL, Capability.SYS_ADMIN));
    assertThat(Privileges.of(ROOT, Set.of(Capability.SYS_ADMIN), owned).bounding())
        .containsExactlyInAnyOrder(Capability.CHOWN, Capability.KILL, Capability.SYS_ADMIN);
    assertThat(Privileges.of(ROOT, Set.of(), EVERYTHING).bounding())
        .hasSize(13)
        .doesNotContain(Capability.NET_RAW);
    assertThatExceptionOfType(ConfinementException.class)
        .isThrownBy(() -> Privileges.of(ROOT, Set.of(Capability.BPF), owned))
        .withMessageStartingWith("--caps: BPF cannot be given back");
  }

  @Test
  void everyDifferenceIsFound() throws Exception {
    Privileges wanted = Privileges.of(USER, Set.of(Capability.KILL), EVERYTHING);
    List<String> right =
        List.of(
            "Uid:\t7\t7\t7\t7",
            "Gid:\t8\t8\t8\t8",
            "NoNewPrivs:\t1",
            "CapInh:\t20",
            "CapPrm:\t20",
            "CapEff:\t20",
            "CapBnd:\t20",
            "CapAmb:\t20");
    assertThat(wanted.differences(ProcessStatus.parse(right))).isEmpty();
    for (int line = 0; line < right.size(); line++) {
      List<String> wrong = new java.util.ArrayList<>(right);
      wrong.set(line, right.get(line).replaceAll("\\d+$", "21"));
      assertThat(wanted.differences(ProcessStatus.parse(wrong))).as(wrong.get(line)).hasSize(1);
      wrong.remove(line);
      assertThat(wanted.differences(ProcessStatus.parse(wrong))).as("without it").hasSize(1);
    }
  }
}
