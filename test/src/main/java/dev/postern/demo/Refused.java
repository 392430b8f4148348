package dev.postern.demo;

import dev.postern.demo.StepAlerts.Fired;
import dev.postern.rules.Alert;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as its alert reports it.
 *
 * @param destination as {@code tcp 192.0.2.1:80}
 * @param whole whether it was refused, and whose it was, what refused it and what would allow it
 *     are all told
 * @param fired when
 */
record Refused(String destination, boolean whole, Fired fired) {

  private static final List<String> TOLD =
      List.of("proc.name", "proc.exepath", "postern.reason", "postern.rule", "postern.allow");

  static Refused of(Fired fired) {
    Alert alert = fired.alert();
    Map<String, @Nullable Object> fields = alert.outputFields();
    String destination =
        "%s %s:%s"
            .formatted(fields.get("fd.l4proto"), fields.get("fd.rip"), fields.get("fd.rport"));
    boolean whole =
        Objects.equals(fields.get("postern.verdict"), "deny")
            && TOLD.stream().allMatch(field -> fields.get(field) != null);
    return new Refused(destination, whole, fired);
  }
}
