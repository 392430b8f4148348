package dev.postern.rules.lint;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.FieldNames;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Value;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldTrait;
import dev.postern.rules.field.FieldUse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Falco refuses in a condition, or means otherwise, and Postern takes. */
final class DialectNotes {

  private static final Set<String> OWN_TYPES =
      Arrays.stream(EventType.values())
          .filter(type -> !type.implicit())
          .map(EventType::text)
          .collect(Collectors.toUnmodifiableSet());

  private final FieldCatalog<Event> catalog;
  private final ValueLists lists;
  private final Set<String> definedLists;
  private final FieldUses uses;
  private final Notes notes;

  /**
   * @param definedLists the names of the lists that files define
   */
  DialectNotes(
      FieldCatalog<Event> catalog,
      ValueLists lists,
      Set<String> definedLists,
      FieldUses uses,
      Notes notes) {
    this.catalog = catalog;
    this.lists = lists;
    this.definedLists = definedLists;
    this.uses = uses;
    this.notes = notes;
  }

  void of(Condition.Check check, @Nullable String rule) {
    for (FieldName name : FieldNames.in(check)) {
      field(name, check, rule);
    }
    blocks(check, rule);
    eventTypes(check, rule);
    for (Value value : check.values()) {
      if (lists.isList(value) && !definedLists.contains(value.text())) {
        notes.add(
            NoteKind.DIALECT_LIST,
            value.at(),
            rule,
            "the list '" + value.text() + "' comes from a setting only: Falco takes it for a word",
            "add a list '" + value.text() + "' to the file");
      }
    }
  }

  /** A field in an output. */
  void ofOutput(FieldName name, @Nullable String rule) {
    field(name, null, rule);
  }

  private void field(FieldName name, Condition.@Nullable Check check, @Nullable String rule) {
    boolean dialect =
        catalog.resolve(name.name(), name.argument()) instanceof FieldUse.Found<Event> found
            && found.field().has(FieldTrait.DIALECT);
    if (!dialect) {
      return;
    }
    String portable = PortableFields.synonym(name.name());
    boolean exact = portable != null && (check == null || isExact(name, check));
    String target = exact && check != null ? target(name) : portable;
    notes.add(
        NoteKind.DIALECT_FIELD,
        name.at().place(),
        rule,
        "only Postern has '" + name.text() + "'",
        suggestion(name, portable, exact),
        exact && target != null ? new Edit(name.at().place(), name.name(), target) : null);
  }

  private static String suggestion(FieldName name, @Nullable String portable, boolean exact) {
    if (name.name().equals("net.connection.inbound")) {
      return "evt.type in (accept, accept4, listen) for true, evt.type in (connect, sendto,"
          + " sendmsg) for false";
    }
    if (portable == null) {
      return "there is no portable form";
    }
    return exact ? "write " + portable : "write " + portable + " with its values in lower case";
  }

  /** Falco compares a protocol by its case. */
  private boolean isExact(FieldName name, Condition.Check check) {
    return !PortableFields.isAnyCase(name.name())
        || (check.plainField() != null
            && check.operator() != Operator.REGEX
            && lists.expand(check.values()).stream()
                .allMatch(value -> value.text().equals(value.text().toLowerCase(Locale.ROOT))));
  }

  /** The portable name, that for blocks when there are only blocks. */
  private @Nullable String target(FieldName name) {
    String forBlocks = PortableFields.forBlocks(name.name());
    return forBlocks != null && uses.at(name.at().place()) == Blocks.ALL
        ? forBlocks
        : PortableFields.synonym(name.name());
  }

  private void blocks(Condition.Check check, @Nullable String rule) {
    FieldName name = check.plainField();
    String forBlocks = name == null ? null : PortableFields.forBlocks(name.name());
    Blocks blocks = uses.blocks(check);
    if (name == null || forBlocks == null || blocks == Blocks.NONE || blocks == Blocks.NO_VALUES) {
      return;
    }
    boolean all = uses.at(name.at().place()) == Blocks.ALL;
    notes.add(
        NoteKind.DIALECT_BLOCK,
        name.at().place(),
        rule,
        "Falco compares '" + name.text() + "' with addresses only, not with blocks",
        all
            ? "write " + forBlocks
            : "split it: the blocks with " + forBlocks + ", the addresses with " + plain(name),
        all ? new Edit(name.at().place(), name.name(), forBlocks) : null);
  }

  private static String plain(FieldName name) {
    String portable = PortableFields.synonym(name.name());
    return portable == null ? name.name() : portable;
  }

  private void eventTypes(Condition.Check check, @Nullable String rule) {
    FieldName name = check.field();
    if (name == null || !name.name().equals("evt.type")) {
      return;
    }
    for (Value value : check.values()) {
      if (OWN_TYPES.contains(value.text())) {
        notes.add(
            NoteKind.DIALECT_EVENT_TYPE,
            value.at(),
            rule,
            "only Postern reports '" + value.text() + "'",
            "there is no portable form");
      }
    }
  }
}
