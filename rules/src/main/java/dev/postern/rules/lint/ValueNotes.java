package dev.postern.rules.lint;

import dev.postern.event.Cidr;
import dev.postern.event.Event;
import dev.postern.event.IpAddress;
import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Value;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.field.FieldUse;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values that are there twice, or do not belong where they are. */
final class ValueNotes {

  private static final Set<Operator> ON_TEXT =
      EnumSet.of(
          Operator.EQUAL,
          Operator.NOT_EQUAL,
          Operator.IN,
          Operator.CONTAINS,
          Operator.ICONTAINS,
          Operator.STARTSWITH,
          Operator.ENDSWITH);

  private static final Set<Operator> WHOLE =
      EnumSet.of(Operator.EQUAL, Operator.NOT_EQUAL, Operator.IN);

  /** Names and paths, which are never an address. */
  private static final Pattern NAMES =
      Pattern.compile(
          "(proc\\.(name|pname|aname|exepath|exe)|container\\.(id|name|image.*)|user\\.name"
              + "|k8s\\.(ns|pod)\\.name|evt\\.type)(\\[.*])?");

  private final FieldCatalog<Event> catalog;
  private final ValueLists lists;
  private final Notes notes;

  ValueNotes(FieldCatalog<Event> catalog, ValueLists lists, Notes notes) {
    this.catalog = catalog;
    this.lists = lists;
    this.notes = notes;
  }

  void of(Condition.Check check, @Nullable String rule) {
    addressAsText(check, rule);
    listAsValue(check, rule);
    duplicates(check.values(), isOfAddresses(check), rule);
  }

  /**
   * Values of a check or of a list.
   *
   * @param addresses whether a block stands for the addresses in it
   */
  void duplicates(List<Value> values, boolean addresses, @Nullable String rule) {
    Map<String, String> seen = new HashMap<>();
    AddressBlocks blocks = addresses ? AddressBlocks.of(lists.expand(values)) : AddressBlocks.NONE;
    for (Value value : values) {
      boolean list = lists.isList(value);
      String where = seen.putIfAbsent(value.text(), "already there");
      Cidr wider = list ? null : blocks.widerThan(value.text());
      if (where == null && wider != null) {
        where = "within " + wider;
      }
      if (where != null) {
        notes.add(
            NoteKind.DUPLICATE_VALUE, value.at(), rule, "'" + value.text() + "' is " + where, null);
      }
      if (list) {
        lists
            .expand(List.of(value))
            .forEach(item -> seen.putIfAbsent(item.text(), "in the list " + value.text()));
      }
    }
  }

  private boolean isOfAddresses(Condition.Check check) {
    FieldUse.Found<Event> field = field(check);
    return field != null && field.type().kind() == FieldType.Kind.ADDRESS;
  }

  private FieldUse.@Nullable Found<Event> field(Condition.Check check) {
    FieldName name = check.plainField();
    return name != null
            && catalog.resolve(name.name(), name.argument()) instanceof FieldUse.Found<Event> found
        ? found
        : null;
  }

  private void addressAsText(Condition.Check check, @Nullable String rule) {
    FieldUse.Found<Event> field = field(check);
    if (field == null
        || field.type().kind() != FieldType.Kind.TEXT
        || !ON_TEXT.contains(check.operator())) {
      return;
    }
    boolean socket = field.text().startsWith("fd.");
    if (!socket && !(WHOLE.contains(check.operator()) && NAMES.matcher(field.text()).matches())) {
      return;
    }
    for (Value value : check.values()) {
      if (IpAddress.parse(value.text()) != null || Cidr.parse(value.text()) != null) {
        notes.add(
            NoteKind.ADDRESS_AS_TEXT,
            value.at(),
            rule,
            field.text() + " is a text, and '" + value.text() + "' an address",
            value.text().contains("/") ? "compare fd.snet or fd.rnet" : "compare fd.sip or fd.rip");
      }
    }
  }

  private void listAsValue(Condition.Check check, @Nullable String rule) {
    if (check.operator().operand() == Operator.Operand.LIST || check.modifier() != null) {
      return;
    }
    for (Value value : check.values()) {
      if (lists.isList(value)) {
        notes.add(
            NoteKind.LIST_AS_VALUE,
            value.at(),
            rule,
            "'"
                + value.text()
                + "' is a list, and '"
                + check.operator().text()
                + "' takes one value: a second one in the list is an error",
            "write in (" + value.text() + ")");
      }
    }
  }
}
