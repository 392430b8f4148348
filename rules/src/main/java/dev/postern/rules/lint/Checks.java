package dev.postern.rules.lint;

import dev.postern.event.Event;
import dev.postern.rules.compile.ConditionCompiler;
import dev.postern.rules.compile.ConditionNumbers;
import dev.postern.rules.compile.Matcher;
import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Comparand;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Value;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.field.FieldUse;
import dev.postern.rules.source.Problem;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks one by one: which field each is about and which of its values fulfil it, found by trying
 * the compiled check on samples, so that it can't mean another thing than in a running rule.
 */
final class Checks {

  /** Longer lists are data, not logic: their checks are only compared as a whole. */
  private static final int VALUES_LIMIT = 2_000;

  private static final int SAMPLES_LIMIT = 20_000;

  /** Every event has it. */
  private static final String EVENT_TYPE = "evt.type";

  /** What these say of a text that is named nowhere, they say of every such text. */
  private static final Set<Operator> EXACT =
      EnumSet.of(
          Operator.EQUAL, Operator.NOT_EQUAL, Operator.IN, Operator.INTERSECTS, Operator.EXISTS);

  private final FieldCatalog<Event> catalog;
  private final FieldCatalog<Sample> samplesCatalog;
  private final ValueLists lists;
  private final ConditionNumbers numbers;
  private final Map<String, FieldSamples> growing = new HashMap<>();
  private final Map<String, List<Sample>> samples = new HashMap<>();
  private final Map<Integer, Optional<Outcome>> outcomes = new HashMap<>();
  private final Set<Integer> notUnderstood = new HashSet<>();

  /**
   * Learns all values first.
   *
   * @param conditions everything that will be asked about, macros resolved or made opaque
   */
  Checks(FieldCatalog<Event> catalog, ValueLists lists, Collection<Condition> conditions) {
    this.catalog = catalog;
    this.samplesCatalog = SampleFields.of(catalog);
    this.lists = lists;
    this.numbers = Meaning.numbers(); // by the names of lists, whatever they hold
    Set<Integer> seen = new HashSet<>();
    for (Condition condition : conditions) {
      ConditionWalk.checks(condition, check -> learn(check, seen));
    }
    growing.forEach((field, found) -> samples.put(field, found.samples()));
  }

  /** The same for conditions that say the same. */
  int number(Condition condition) {
    return numbers.of(condition);
  }

  /** Null for a check that can only be taken as a whole. */
  @Nullable Outcome outcome(Condition.Check check) {
    int number = numbers.of(check);
    Optional<Outcome> known = outcomes.get(number);
    if (known == null) {
      known = notUnderstood.contains(number) ? Optional.empty() : tried(check);
      outcomes.put(number, known);
    }
    return known.orElse(null);
  }

  private void learn(Condition.Check check, Set<Integer> seen) {
    int number = numbers.of(check);
    if (!seen.add(number)) {
      return;
    }
    FieldUse.Found<Event> field = sampledField(check);
    List<Value> values = field == null ? List.of() : lists.expand(check.values());
    boolean understood =
        field != null
            && values.size() <= VALUES_LIMIT
            && check.values().stream().noneMatch(lists::isList)
            && !isInNothing(check, values)
            && growing
                .computeIfAbsent(key(field), name -> new FieldSamples(!name.equals(EVENT_TYPE)))
                .add(field.readers().getFirst(), field.type(), values);
    if (!understood) {
      notUnderstood.add(number);
    }
  }

  /** A list is there to be filled: nothing follows from what is in it now, or that nothing is. */
  private static boolean isInNothing(Condition.Check check, List<Value> values) {
    return values.isEmpty() && check.operator() != Operator.EXISTS;
  }

  private FieldUse.@Nullable Found<Event> sampledField(Condition.Check check) {
    FieldName name = check.field();
    if (name == null
        || !(check.comparand() instanceof Comparand.Values)
        || !(catalog.resolve(name.name(), name.argument()) instanceof FieldUse.Found<Event> found)
        || !SampleFields.isSampled(found.readers())) {
      return null;
    }
    return found;
  }

  private static String key(FieldUse.Found<?> field) {
    return PortableFields.canonical(field.text());
  }

  private Optional<Outcome> tried(Condition.Check check) {
    FieldUse.Found<Event> field = sampledField(check);
    List<Sample> all = field == null ? null : samples.get(key(field));
    if (field == null || all == null || all.size() > SAMPLES_LIMIT) {
      return Optional.empty();
    }
    List<Problem> problems = new ArrayList<>();
    Matcher<Sample> matcher =
        new ConditionCompiler<>(samplesCatalog, lists, problems::add).compile(check);
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    BitSet maybeTrue = new BitSet(all.size());
    BitSet maybeFalse = new BitSet(all.size());
    // What is below a name in a list is equal to that entry, and named nowhere.
    boolean exact = EXACT.contains(check.operator()) && field.type() != FieldType.DOMAIN;
    for (int i = 0; i < all.size(); i++) {
      boolean unsure = all.get(i).other() && !exact;
      boolean matches = matcher.matches(all.get(i));
      maybeTrue.set(i, matches || unsure);
      maybeFalse.set(i, !matches || unsure);
    }
    return Optional.of(new Outcome(key(field), maybeTrue, maybeFalse));
  }
}
