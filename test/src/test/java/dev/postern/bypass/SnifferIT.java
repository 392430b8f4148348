package dev.postern.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.bypass.Outcome.Kind;
import dev.postern.lab.LabTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * The judge tells what leaves from what does not: here a route that prohibits everything decides.
 */
@LabTest
final class SnifferIT {

  private static final String NOWHERE =
      "ip route replace prohibit default; ip -6 route replace prohibit default metric 1";

  @Test
  void seesNothingOfWhatHasNoRoute() throws IOException {
    assertThat(outcome("connect", Privilege.NONE).kind()).isEqualTo(Kind.REFUSED);
    assertThat(outcome("udp sendto v6", Privilege.CONTAINER).kind()).isEqualTo(Kind.REFUSED);
    assertThat(outcome("raw socket udp", Privilege.NET_RAW).kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void seesWhatNeedsNoRoute() throws IOException {
    assertThat(outcome("packet socket bypass", Privilege.NET_RAW).kind()).isEqualTo(Kind.LEAKED);
    assertThat(outcome("AF_XDP v6", Privilege.NET_RAW).kind()).isEqualTo(Kind.LEAKED);
  }

  private static Outcome outcome(String name, Privilege privilege) throws IOException {
    Row row =
        Rows.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    try (World world = World.create()) {
      world.network().inside().run(NOWHERE);
      Attempt attempt = new Attempt(world, row, privilege, Target.of(row, 1, "POSTERN-NO-ROUTE"));
      attempt.run();
      return attempt.outcome(new Judge(Regime.DENY_ALL));
    }
  }
}
