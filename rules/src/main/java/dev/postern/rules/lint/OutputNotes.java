package dev.postern.rules.lint;

import dev.postern.event.EventType;
import dev.postern.rules.LoadedRule;
import dev.postern.rules.OutputFields;
import dev.postern.rules.condition.FieldName;
import java.util.List;
import java.util.Set;

/** What an output shows too little of, or can't show. */
final class OutputNotes {

  private final DialectNotes dialect;
  private final Notes notes;

  OutputNotes(DialectNotes dialect, Notes notes) {
    this.dialect = dialect;
    this.notes = notes;
  }

  void of(LoadedRule rule) {
    String name = rule.rule().name();
    List<FieldName> fields = OutputFields.in(rule.output());
    if (fields.isEmpty()) {
      notes.add(
          NoteKind.OUTPUT_WITHOUT_FIELDS,
          rule.output().position(0),
          name,
          "the output has no field: its alerts do not say what happened",
          "add what matters, such as %proc.name and %fd.name");
    }
    boolean execOnly = rule.types().equals(Set.of(EventType.EXECVE));
    for (FieldName field : fields) {
      dialect.ofOutput(field, name);
      if (execOnly && ConnectionFields.has(field.name())) {
        notes.add(
            NoteKind.OUTPUT_FIELD_ABSENT,
            field.at(),
            name,
            "execve has no " + field.text() + ": the output shows <NA>",
            null);
      }
    }
  }
}
