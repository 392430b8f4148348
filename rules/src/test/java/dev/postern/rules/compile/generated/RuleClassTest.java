package dev.postern.rules.compile.generated;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.postern.event.Event;
import dev.postern.rules.EventBuilder;
import dev.postern.rules.RandomEvents;
import dev.postern.rules.compile.ConditionCompiler;
import dev.postern.rules.compile.ConditionNumbers;
import dev.postern.rules.compile.RandomConditions;
import dev.postern.rules.compile.RuleTest;
import dev.postern.rules.compile.RuleTree;
import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.ConditionParser;
import dev.postern.rules.condition.ConditionSyntaxException;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The generated class answers as the tree of matchers does. */
class RuleClassTest {

  private static final ValueLists LISTS = new ValueLists(Map.of("nothing", List.of()));

  private static RuleTree tree(List<Condition> conditions) {
    return new RuleTree(
        conditions,
        new ConditionNumbers(LISTS),
        new ConditionCompiler<>(
            FieldCatalog.events(),
            LISTS,
            problem -> {
              throw new AssertionError(problem.toString());
            }));
  }

  private static Condition condition(String text) {
    try {
      return ConditionParser.parse(SourceText.at(Place.file("test"), text));
    } catch (ConditionSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static RuleTest generated(RuleTree tree) {
    return Objects.requireNonNull(RuleClass.of(tree), "nothing was generated");
  }

  /** Counts what was compared, so that a test can tell that it compared something. */
  private static final class Compared {
    private long pairs;
    private long matching;

    void compare(int seed, int rules, Function<Random, Condition> conditions, int events) {
      Random random = new Random(seed);
      List<Condition> all = new ArrayList<>();
      for (int i = 0; i < rules; i++) {
        all.add(conditions.apply(random));
      }
      RuleTree tree = tree(all);
      RuleTest generated = generated(tree);
      RandomEvents given = new RandomEvents(random);
      for (int i = 0; i < events; i++) {
        Event event = given.next();
        long expected = tree.matches(event);
        long actual = generated.matches(event);
        if (actual != expected) {
          int wrong = Long.numberOfTrailingZeros(actual ^ expected);
          throw new AssertionError(
              "seed %d, %d rules: the class says otherwise of %s on %s"
                  .formatted(seed, rules, all.get(wrong), event));
        }
        pairs += rules;
        matching += Long.bitCount(expected);
      }
    }
  }

  /** Single checks: every operator on every kind of value, present and absent. */
  @Test
  void answersEachCheckAsItsMatcherDoes() {
    Compared compared = new Compared();
    for (int seed = 0; seed < 100; seed++) {
      compared.compare(
          seed, RuleTree.RULES, random -> RandomConditions.ofEveryKind(random).next(0), 60);
    }
    assertThat(compared.pairs).isEqualTo(384_000);
    assertThat(compared.matching).isBetween(60_000L, 324_000L);
  }

  /** Rules of many parts, from one to as many as a tree holds. */
  @Test
  void answersAsTheTreeDoes() {
    Compared compared = new Compared();
    for (int seed = 0; seed < 64; seed++) {
      int depth = 1 + seed % 4;
      compared.compare(
          seed,
          depth == 4 ? 5 : 1 + seed,
          random -> RandomConditions.ofEveryKind(random).next(depth),
          100);
    }
    assertThat(compared.pairs).isGreaterThan(100_000);
    assertThat(compared.matching).isBetween(20_000L, 100_000L);
  }

  /** Rules that begin alike, and of which some ask nothing more. */
  @Test
  void answersAsATreeOfSharedBeginningsDoes() {
    Compared compared = new Compared();
    for (int seed = 0; seed < 40; seed++) {
      Random shared = new Random(-1 - seed);
      List<Condition> beginnings =
          IntStream.range(0, 3)
              .mapToObj(_ -> RandomConditions.ofEveryKind(shared).next(1))
              .toList();
      compared.compare(
          seed,
          RuleTree.RULES,
          random -> {
            List<Condition> parts =
                new ArrayList<>(beginnings.subList(0, random.nextInt(beginnings.size() + 1)));
            if (parts.size() < 2) {
              parts.add(RandomConditions.ofEveryKind(random).next(1));
            }
            return parts.size() == 1
                ? parts.getFirst()
                : new Condition.And(parts, parts.getFirst().at());
          },
          60);
    }
    assertThat(compared.pairs).isEqualTo(153_600);
    assertThat(compared.matching).isBetween(15_000L, 120_000L);
  }

  /** One condition larger than any method may be, and a tree of such. */
  @Test
  void cutsWhatIsTooLargeForAMethod() {
    String exceptions =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "not (proc.name = p%d and fd.sport = %d)".formatted(i, i))
            .collect(Collectors.joining(" and "));
    String either =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "(fd.sport = %d and proc.name = p%d)".formatted(i, i))
            .collect(Collectors.joining(" or "));
    RuleTest generated =
        generated(
            tree(List.of(condition(exceptions), condition(either), condition("fd.sport = 7"))));
    assertThat(generated.matches(EventBuilder.connect("192.0.2.1", 7).process("p7").build()))
        .isEqualTo(0b110);
    assertThat(generated.matches(EventBuilder.connect("192.0.2.1", 1999).process("p1999").build()))
        .isEqualTo(0b010);
    assertThat(generated.matches(EventBuilder.connect("192.0.2.1", 7).process("p8").build()))
        .isEqualTo(0b101);
  }

  @Test
  void leavesToTheTreeWhatNoClassFileHolds() {
    String many =
        IntStream.range(0, 70_000)
            .mapToObj(i -> "proc.name = p" + i)
            .collect(Collectors.joining(" or "));
    assertThat(RuleClass.of(tree(List.of(condition(many))))).isNull();
  }

  /** What the generator does not know is asked as it is, beside what it knows. */
  @Test
  void asksMatchersItDoesNotKnow() {
    RuleTest generated =
        generated(
            tree(
                List.of(
                    condition("toupper(proc.name) = CURL and fd.sport = 80"),
                    condition("evt.time exists and not proc.pname = val(proc.name)"),
                    condition("proc.aname intersects (sh, bash) and fd.sport = 81"),
                    condition("proc.aname exists and proc.name = oneof (curl, wget)"))));
    assertThat(generated.matches(EventBuilder.connect("192.0.2.1", 80).build())).isEqualTo(0b1011);
    assertThat(generated.matches(EventBuilder.connect("192.0.2.1", 81).build())).isEqualTo(0b1110);
  }

  @Test
  void survivesTheDeepestNesting() {
    String deep = "not (".repeat(240) + "fd.sport = 80 or fd.cport = 1" + ")".repeat(240);
    RuleTest generated = generated(tree(List.of(condition(deep))));
    assertThat(generated.matches(EventBuilder.connect("192.0.2.1", 80).build())).isEqualTo(1);
    assertThat(generated.matches(EventBuilder.connect("192.0.2.1", 81).build())).isZero();
  }

  @Test
  void allocatesNothing() {
    RuleTest generated =
        generated(
            tree(
                List.of(
                    condition("fd.sip in (10.0.0.0/8, 192.0.2.7) and proc.name in (a, b, c, d, e)"),
                    condition("fd.sport in (1, 2, 3, 4, 5, 6) and net.connection.inbound = true"),
                    condition("proc.name startswith curl and user.uid > 5000"))));
    Event event = EventBuilder.connect("10.1.2.3", 443).build();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long matched = generated.matches(event);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100_000; i++) {
      matched |= generated.matches(event);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(matched).isZero();
    assertThat(allocated).isLessThan(100_000); // less than a byte each: asking allocates itself
  }
}
