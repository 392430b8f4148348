package dev.postern.rules.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.EventBuilder;
import dev.postern.rules.LoadResult;
import java.time.ZoneOffset;
import java.util.List;

/** What holds for any load. */
final class Expectations {

  private static final List<Event> EVENTS =
      List.of(
          EventBuilder.connect("203.0.113.9", 443).build(),
          EventBuilder.connect("2001:db8::1", 53).noProcess().unbound().build(),
          EventBuilder.send("198.51.100.1", 53).build(),
          EventBuilder.accept("192.0.2.1", 9, "10.0.0.5", 80).build(),
          EventBuilder.listen("0.0.0.0", 22).build(),
          EventBuilder.execve().build());

  private Expectations() {}

  /** Every error and warning is one line and stands inside the file. */
  static void placed(LoadResult result, String file) {
    long lines = file.lines().count() + 1;
    result.errors().forEach(error -> placed(error, lines));
    result.warnings().forEach(warning -> placed(warning, lines));
  }

  private static void placed(Diagnostic diagnostic, long lines) {
    assertThat(diagnostic.toString()).doesNotContain("\n", "\r");
    assertThat(diagnostic.message()).isNotBlank();
    assertThat((long) diagnostic.line()).isBetween(0L, lines);
    assertThat(diagnostic.column()).isGreaterThanOrEqualTo(0);
  }

  /** Rules that were loaded answer for every event, and their alerts can be written. */
  static void runs(LoadResult result) {
    if (result.rules() != null) {
      for (Event event : EVENTS) {
        result
            .rules()
            .evaluate(
                event,
                alert -> {
                  assertThat(alert.line(ZoneOffset.UTC)).doesNotContain("\n");
                  alert.forEachOutputField((name, _) -> assertThat(name).isNotEmpty());
                });
      }
    }
  }
}
