package dev.postern.bench;

import dev.postern.rules.RuleSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.IntFunction;

/**
 * Rules in the shapes of real ones, as many as asked for, always the same: what leaves and what
 * comes in, by destination, port, process, image and path, with lists of 5 to 200 values as
 * exceptions.
 */
final class RuleFleet {

  /** Lists are drawn from as many, so that rules share some, as the rules of one author do. */
  private static final int LISTS = 8;

  private static final int[] LIST_SIZES = {5, 8, 12, 20, 40, 80, 120, 200};

  private final Random random = new Random(20_260_110);
  private final StringBuilder yaml = new StringBuilder();

  private RuleFleet() {}

  static RuleSource of(int rules) {
    RuleFleet fleet = new RuleFleet();
    fleet.lists();
    for (int i = 0; i < rules; i++) {
      fleet.rule(i);
    }
    return new RuleSource("fleet.yaml", fleet.yaml.toString());
  }

  private void lists() {
    for (int i = 0; i < LISTS; i++) {
      int size = LIST_SIZES[i];
      list("ranges_" + i, size, _ -> block());
      list("known_programs_" + i, size, n -> "program" + n);
      list("known_ports_" + i, size, n -> Integer.toString(1024 + n * 7));
      list("known_images_" + i, size, n -> "registry.example/team" + n % 7 + "/service" + n);
    }
  }

  private void list(String name, int size, IntFunction<String> item) {
    StringJoiner items = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < size; i++) {
      items.add('"' + item.apply(i) + '"');
    }
    yaml.append("- list: ").append(name).append("\n  items: ").append(items).append('\n');
  }

  /** Outside 203.0.113.0/24, which is where events go. */
  private String block() {
    return random.nextInt(5) == 0
        ? "2001:db8:%x::/48".formatted(random.nextInt(0x10000))
        : "10.%d.%d.0/%d"
            .formatted(random.nextInt(256), random.nextInt(256), 16 + random.nextInt(9));
  }

  private void rule(int number) {
    int list = random.nextInt(LISTS);
    List<String> parts = new ArrayList<>(List.of("outbound", "container"));
    switch (number % 5) {
      case 0 -> {
        parts.add("not fd.sip in (ranges_%d)".formatted(list));
        parts.add("not proc.name in (known_programs_%d)".formatted(random.nextInt(LISTS)));
        parts.add("fd.sport in (known_ports_%d)".formatted(list));
      }
      case 1 -> {
        parts.add("not container.image.repository in (known_images_%d)".formatted(list));
        parts.add("not proc.pname in (known_programs_%d)".formatted(random.nextInt(LISTS)));
        parts.add("fd.sip in (ranges_%d)".formatted(random.nextInt(LISTS)));
      }
      case 2 -> {
        parts.add("proc.name startswith pro");
        parts.add("not proc.exepath startswith /usr/lib/%d".formatted(number));
        parts.add(
            "(fd.sport >= %d or fd.sport = 22 or fd.sport in (80, %d))"
                .formatted(50_000 + number, 81 + number));
      }
      case 3 -> {
        parts.add("not proc.name in (known_programs_%d)".formatted(list));
        parts.add("not (proc.name = agent%d and fd.sport = 443)".formatted(number));
        parts.add(
            "(fd.sip = 203.0.113.%d or fd.sip in (ranges_%d))"
                .formatted(128 + number % 120, random.nextInt(LISTS)));
      }
      default -> {
        parts.add("fd.l4proto = tcp");
        parts.add("not fd.snet in (ranges_%d)".formatted(list));
        parts.add("not container.image.repository = \"registry.example/app%d\"".formatted(number));
        parts.add("user.uid = %d".formatted(2_000 + number));
      }
    }
    yaml.append("- rule: Rule ").append(number).append("\n  desc: one of the fleet\n  condition: ");
    yaml.append(String.join(" and ", parts)).append("\n  output: \"o\"\n  priority: notice\n");
  }
}
