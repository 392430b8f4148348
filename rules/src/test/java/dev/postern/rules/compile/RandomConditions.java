package dev.postern.rules.compile;

import dev.postern.rules.condition.Comparand;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.Expression;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.ListModifier;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Transformer;
import dev.postern.rules.condition.Value;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.Position;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Conditions without macros, from few fields and values, so that many are equal and many match. */
public final class RandomConditions {

  private static final int DEPTH = 5;
  private static final Position AT = SourceText.at(Place.file("random"), "random").position(0);

  /** Operators, and what they may be given, behind a field. */
  private record Choice(String field, List<Operator> operators, List<String> values) {}

  private static final List<Operator> SETS =
      List.of(
          Operator.EQUAL, Operator.NOT_EQUAL, Operator.IN, Operator.INTERSECTS, Operator.EXISTS);

  private static final List<Choice> CHOICES =
      List.of(
          new Choice(
              "evt.type",
              List.of(
                  Operator.EQUAL,
                  Operator.NOT_EQUAL,
                  Operator.IN,
                  Operator.INTERSECTS,
                  Operator.EXISTS,
                  Operator.STARTSWITH,
                  Operator.CONTAINS,
                  Operator.GLOB,
                  Operator.GREATER,
                  Operator.PMATCH),
              List.of(
                  "connect",
                  "sendto",
                  "sendmsg",
                  "listen",
                  "accept",
                  "accept4",
                  "execve",
                  "connection_failed",
                  "connection_closed",
                  "c*",
                  "")),
          new Choice("proc.name", SETS, List.of("curl", "sh", "nginx")),
          new Choice("fd.typechar", SETS, List.of("4", "6")),
          new Choice("fd.sport", SETS, List.of("53", "80", "443")),
          new Choice("fd.sport", List.of(Operator.LESS, Operator.GREATER_OR_EQUAL), List.of("80")),
          new Choice("fd.port", SETS, List.of("53", "80", "443")),
          new Choice("fd.ip", SETS, List.of("10.0.0.5", "10.0.0.0/8", "2001:db8::/32", "::/0")),
          new Choice("fd.snet", SETS, List.of("0.0.0.0/0", "192.0.2.0/24", "2001:db8::1")),
          new Choice("net.connection.inbound", SETS, List.of("true", "false")),
          new Choice("evt.rawres", List.of(Operator.GREATER_OR_EQUAL), List.of("0", "-115")),
          new Choice("container.name", SETS, List.of("app", "web")));

  private static final List<Operator> TEXTS =
      List.of(
          Operator.EQUAL,
          Operator.NOT_EQUAL,
          Operator.LESS,
          Operator.GREATER_OR_EQUAL,
          Operator.CONTAINS,
          Operator.ICONTAINS,
          Operator.STARTSWITH,
          Operator.ENDSWITH,
          Operator.GLOB,
          Operator.IGLOB,
          Operator.REGEX,
          Operator.IN,
          Operator.INTERSECTS,
          Operator.PMATCH,
          Operator.EXISTS);

  private static final List<Operator> NUMBERS =
      List.of(
          Operator.EQUAL,
          Operator.NOT_EQUAL,
          Operator.LESS,
          Operator.LESS_OR_EQUAL,
          Operator.GREATER,
          Operator.GREATER_OR_EQUAL,
          Operator.IN,
          Operator.EXISTS);

  private static final List<Choice> EVERY_KIND =
      List.of(
          new Choice(
              "proc.name", TEXTS, List.of("curl", "sh", "nginx", "sshd", "c*", "", "Aa", "BB")),
          new Choice("proc.exepath", TEXTS, List.of("/bin/sh", "/bin", "/*/curl", "BB", "")),
          new Choice("proc.args", TEXTS, List.of("-s", "", "a b", "AaAa", "BBBB")),
          new Choice("proc.pname", TEXTS, List.of("sh", "init", "")),
          new Choice("container.name", TEXTS, List.of("app", "web", "w")),
          new Choice("container.image.repository", TEXTS, List.of("registry/app", "r*", "app")),
          new Choice("fd.l4proto", TEXTS, List.of("tcp", "udp")),
          new Choice("fd.name", TEXTS, List.of("10.0.0.5", "->")),
          new Choice(
              "fd.sport", NUMBERS, List.of("53", "80", "443", "50000", "0", "65535", "https")),
          new Choice("fd.port", NUMBERS, List.of("53", "80", "443", "50000", "8080", "81")),
          new Choice("proc.pid", NUMBERS, List.of("42", "1", "-1", "4294967338", "0")),
          new Choice(
              "evt.rawres", NUMBERS, List.of("0", "-115", "-111", "-9223372036854775808", "7")),
          new Choice("user.uid", NUMBERS, List.of("0", "1", "4294967295")),
          new Choice(
              "fd.sip",
              SETS,
              List.of("10.0.0.5", "10.0.0.0/8", "203.0.113.1", "2001:db8::/32", "::/0", "::1")),
          new Choice("fd.ip", SETS, List.of("10.0.0.0/8", "0.0.0.0/0", "192.0.2.7", "2001:db8::1")),
          new Choice("fd.rnet", SETS, List.of("10.0.0.0/9", "10.128.0.0/9", "::/0")),
          new Choice("net.connection.inbound", SETS, List.of("true", "false")));

  private final Random random;
  private final List<String> listNames;
  private final List<Choice> choices;

  /** Whether half of the checks are of the first choice. */
  private final boolean mostlyFirst;

  private final int longestList;

  /**
   * Draws from the seed only.
   *
   * @param listNames lists that may stand among an operator's values
   */
  public RandomConditions(Random random, List<String> listNames) {
    this(random, listNames, CHOICES, true, 3);
  }

  private RandomConditions(
      Random random,
      List<String> listNames,
      List<Choice> choices,
      boolean mostlyFirst,
      int longestList) {
    this.random = random;
    this.listNames = listNames;
    this.choices = choices;
    this.mostlyFirst = mostlyFirst;
    this.longestList = longestList;
  }

  /** Conditions that seldom name a type, with every operator on every kind of field. */
  public static RandomConditions ofEveryKind(Random random) {
    return new RandomConditions(random, List.of(), EVERY_KIND, false, 7);
  }

  public Condition next() {
    return next(DEPTH);
  }

  /** One that is at most so deep; 0 is a single check. */
  public Condition next(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(5)) {
      case 1, 2 -> new Condition.And(parts(depth - 1), AT);
      case 3 -> new Condition.Or(parts(depth - 1), AT);
      case 4 -> new Condition.Not(next(depth - 1), AT);
      default -> check();
    };
  }

  private List<Condition> parts(int depth) {
    List<Condition> parts = new ArrayList<>();
    for (int i = random.nextInt(2, 5); i > 0; i--) {
      parts.add(next(depth));
    }
    return parts;
  }

  private Condition check() {
    // Half of them of the type, whose outcome is what may be known in advance.
    boolean first = mostlyFirst && random.nextBoolean();
    Choice choice = choices.get(first ? 0 : random.nextInt(choices.size()));
    Operator operator = choice.operators().get(random.nextInt(choice.operators().size()));
    FieldName field = new FieldName(choice.field(), null, AT);
    boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
    boolean ofType = choice.field().equals("evt.type");
    return switch (equality ? random.nextInt(ofType ? 5 : 3) : 0) {
      case 1, 2 -> {
        ListModifier[] modifiers = ListModifier.values();
        yield new Condition.Check(
            field,
            operator,
            modifiers[random.nextInt(modifiers.length)],
            new Comparand.Values(values(choice, Operator.IN)),
            AT);
      }
      case 3 -> {
        Transformer transformer = random.nextBoolean() ? Transformer.TOUPPER : Transformer.BASENAME;
        yield new Condition.Check(
            new Expression.Call(transformer, List.of(field), null, AT),
            operator,
            null,
            new Comparand.Values(values(choice, operator)),
            AT);
      }
      case 4 ->
          new Condition.Check(
              field,
              operator,
              null,
              new Comparand.Of(
                  new Expression.Call(
                      Transformer.VAL, List.of(new FieldName("proc.name", null, AT)), null, AT)),
              AT);
      default -> new Condition.Check(field, operator, values(choice, operator), AT);
    };
  }

  private List<Value> values(Choice choice, Operator operator) {
    if (operator.operand() == Operator.Operand.NONE) {
      return List.of();
    }
    int count = operator.operand() == Operator.Operand.LIST ? random.nextInt(longestList + 1) : 1;
    String[] texts = new String[count];
    Arrays.setAll(texts, _ -> choice.values().get(random.nextInt(choice.values().size())));
    List<Value> values = new ArrayList<>();
    for (String text : texts) {
      values.add(new Value(text, true, AT));
    }
    if (operator == Operator.IN && choice.field().equals("evt.type") && random.nextInt(3) == 0) {
      values.add(new Value(listNames.get(random.nextInt(listNames.size())), false, AT));
    }
    return values;
  }
}
