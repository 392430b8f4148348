package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.probe.Hook;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossesTest {

  @Test
  void nothingLostIsNothingSaid() {
    assertThat(new Losses(Map.of(), Map.of("connect", 0L), Map.of("path", 0L), 0, 0).lines())
        .isEmpty();
  }

  @Test
  void everyLossIsALineThatSaysWhatItCostsOrWhatToDo() {
    assertThat(
            new Losses(
                    Map.of(Hook.PACKET_IN, "Operation not permitted"),
                    Map.of("connect", 7L, "exec", 0L),
                    Map.of("path", 2L),
                    3,
                    4)
                .lines())
        .containsExactly(
            "postern: without cgroup_skb/ingress (Operation not permitted): bytes received over UDP"
                + " are not counted",
            "postern: 7 connect events found no room in the ring, their alerts are missing: raise"
                + " --ring-size",
            "postern: 2 times path failed in the probe: see docs/probe.md",
            "postern: 3 records could not be read",
            "postern: 4 events could not be handled: see the log");
  }
}
