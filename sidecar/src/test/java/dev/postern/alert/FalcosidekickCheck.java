package dev.postern.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What falcosidekick demands of a payload before it takes it, or it answers 400 or panics. */
final class FalcosidekickCheck {

  private static final List<String> PRIORITIES =
      List.of(
          "emergency",
          "alert",
          "critical",
          "error",
          "warning",
          "notice",
          "informational",
          "info",
          "debug");

  private FalcosidekickCheck() {}

  static void accepts(JsonObject payload) {
    assertThat(PRIORITIES).contains(payload.getString("priority").toLowerCase(Locale.ROOT));
    assertThat(payload.getString("rule")).isNotEmpty();
    assertThat(Instant.parse(payload.getString("time"))).isAfter(Instant.EPOCH);
    assertThat(payload.getString("source")).isIn("syscall", "syscalls");
    assertThat(payload.getString("output"))
        .matches(
            "(?i)[0-9:]+\\.[0-9]+: (Emergency|Alert|Critical|Error|Warning|Notice|Informational"
                + "|Info|Debug) .*");
    JsonObject fields = payload.getJsonObject("output_fields");
    assertThat(fields).isNotEmpty();
    // It casts these to strings without looking.
    for (String name : List.of("k8s.ns.name", "k8s.pod.name")) {
      assertThat(fields.getValue(name))
          .satisfiesAnyOf(
              value -> assertThat(value).isNull(),
              value -> assertThat(value).isInstanceOf(String.class));
    }
  }
}
