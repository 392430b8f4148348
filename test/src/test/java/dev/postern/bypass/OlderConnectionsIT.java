package dev.postern.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Connections that are there before the policy: what it allows goes on, what it does not is cut.
 */
@LabTest
final class OlderConnectionsIT {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String FORBIDDEN = "203.0.113.99";

  private World world;

  @BeforeEach
  void make() {
    world = World.create();
  }

  @AfterEach
  void remove() throws IOException {
    world.close();
  }

  @Test
  void areAdoptedOrCut() {
    int port = Target.ALLOWED_PORT;
    Actor holder =
        world.inScope(
            Privilege.NONE,
            Script.command(
                "older.py", Target.ALLOWED_V4, port, Target.ALLOWED_V6, port, FORBIDDEN, port));
    String own = holder.firstLine();
    Actor guest =
        world.outside(
            List.of(
                "/usr/bin/python3",
                "-c",
                "import socket; s = socket.create_connection(('%s', %s)); print('in', flush=True); input()"
                    .formatted(BypassNetwork.INSIDE_V4, own)));
    guest.awaitReady("in");
    Await.holds(LIMIT, () -> holder.hasSaid("held"));
    holder.take();

    world.enforce(Regime.ALLOWLIST);
    holder.say("now");

    // Allowed by IPv4 and IPv6, forbidden, over loopback, and one that came in.
    assertThat(holder.end().said())
        .containsExactly(
            "acknowledged", "acknowledged", "ECONNABORTED", "acknowledged", "acknowledged");
  }
}
