package dev.postern.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The steps do what their expected alerts are derived from: no socket more, none less. */
@LabTest
class DemoStepsIT {

  private static final List<String> TRAFFIC =
      List.of(
          "tcp 192.168.1.100:5432",
          "tcp 198.51.100.10:443",
          "tcp 169.254.169.254:80",
          "udp 10.96.0.10:53",
          "tcp 10.96.0.10:9153",
          "tcp 198.51.100.20:80",
          "udp 198.51.100.20:9999");

  @Test
  void everyStepIsDoneWithExactlyTheSocketsItShouldUse() {
    try (Lab lab = Lab.create()) {
      DemoSteps.all().forEach(step -> step.action().run(lab).orThrow());
      Await.until(
          "all traffic", Duration.ofSeconds(10), () -> lab.served().size() >= TRAFFIC.size());
      assertThat(lab.served())
          .extracting(flow -> flow.transport().text() + " " + flow.server())
          .containsExactlyElementsOf(TRAFFIC)
          .containsExactlyElementsOf(
              DemoSteps.all().stream()
                  .flatMap(step -> step.destinations().stream())
                  .map(DemoDestination::text)
                  .toList());
    }
  }
}
