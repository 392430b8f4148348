package dev.postern.rules.field;

import dev.postern.event.Event;
import dev.postern.event.Refusal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code postern.*}: what the egress policy says, on connection_blocked. */
final class PolicyFields {

  private PolicyFields() {}

  static List<Field<Event>> all() {
    return Stream.of(
            text(
                "postern.verdict",
                "deny when the egress policy refused it, would-deny when that is on trial.",
                refusal -> refusal.enforced() ? "deny" : "would-deny"),
            text("postern.reason", "Why the policy says so.", Refusal::reason),
            text(
                "postern.rule",
                "The policy that says so, with its entry if one does.",
                Refusal::rule),
            text(
                "postern.allow",
                "The lines of policy that would allow it, in YAML's flow style.",
                Refusal::allow))
        .map(field -> field.with(FieldTrait.DIALECT))
        .toList();
  }

  private static Field<Event> text(
      String name, String description, Function<Refusal, @Nullable String> reader) {
    return Field.of(
        name,
        FieldType.TEXT,
        description,
        (FieldReader.Text<Event>)
            event -> event.refusal() == null ? null : reader.apply(event.refusal()));
  }
}
