package dev.postern.rules.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** docs/rule-pack.md, made from the pack's files. */
final class RulePackPage {

  private static final String HEAD =
      """
      # The shipped rules

      <!-- Made from rules/pack by RulePackPageTest: run it with -Dpostern.golden.update=true. -->

      They run when `--rules` names none. Each has scenarios beside it (`rules/pack/*_test.yaml`): events
      that fire it, and events that miss it by one fact; `quiet_test.yaml` is what a pod does on an
      ordinary day, on which none of them may speak.

      **Maturity**, as Falco has it: *stable* rules are quiet on ordinary pods; *incubating* ones may need
      a list filled first; *sandbox* ones are trials. **Priority** is Falco's.

      ## Tuning

      Rules are tuned by lists and exceptions, not by editing them:

      - A list is replaced by a list of the same name in a file of your own, or read from a file of one
        entry a line (`--list NAME=FILE`); lists marked *empty* are yours to fill.
      - An exception marked *yours to fill* takes `values` from a file of your own, as Falco's do. What
        `--rules` names takes the place of the shipped rules; the word `shipped` keeps them
        (`--rules shipped,mine.yaml`):

        ```yaml
        - rule: Unexpected Process on a Permitted Port
          exceptions:
            - name: by_image
              values:
                - [registry.example/shop/worker, [python3]]
          override: {exceptions: append}
        ```

      - A rule is turned off or on by `enabled`:

        ```yaml
        - rule: Download Tool with a Connection
          enabled: false
          override: {enabled: replace}
        ```

      Two exceptions know the first process of a container (`proc.vpid = 1`), which is the application.
      Kubelet probes by command reach loopback, which `outbound` leaves out; those from the node come
      from an inside address.

      One connection may fire several rules. With `--rule-matching first` only the first of the order
      below does: rules that say more come first.
      """;

  private RulePackPage() {}

  static List<String> lines(List<PackRule> rules, PackNames names) {
    List<String> lines = new ArrayList<>(HEAD.lines().toList());
    lines.addAll(List.of("", "## All of them", "", "| rule | priority | maturity | tags |"));
    lines.add("|---|---|---|---|");
    for (PackRule rule : rules) {
      lines.add(
          "| [%s](#%s) | %s | %s | %s |"
              .formatted(
                  rule.name() + (rule.enabled() ? "" : " (disabled)"),
                  anchor(rule),
                  priority(rule),
                  rule.maturity(),
                  String.join(", ", tags(rule))));
    }
    for (PackRule rule : rules) {
      section(rule, names, lines);
    }
    lines.addAll(List.of("", "## Lists", "", "| list | entries | used by |", "|---|---|---|"));
    names.lists().forEach((list, items) -> lines.add(row(list, items, rules, names)));
    return lines;
  }

  private static void section(PackRule rule, PackNames names, List<String> lines) {
    int check = rule.description().indexOf(PackRule.CHECK_FIRST);
    String advice = rule.description().substring(check + PackRule.CHECK_FIRST.length());
    lines.addAll(List.of("", "### " + rule.name(), ""));
    lines.add(
        "%s, %s%s, `rules/pack/%s`"
            .formatted(
                priority(rule),
                rule.maturity(),
                rule.enabled() ? "" : ", **disabled**",
                rule.file()));
    lines.addAll(List.of("", rule.description().substring(0, check).strip()));
    lines.addAll(List.of("", "**Check first:** " + advice, ""));
    List<String> used = names.usedBy(rule);
    if (!used.isEmpty()) {
      lines.add("- Lists: " + String.join(", ", used.stream().map(l -> code(l, names)).toList()));
    }
    if (!rule.exceptions().isEmpty()) {
      lines.add(
          "- Exceptions: "
              + String.join(", ", rule.exceptions().stream().map(RulePackPage::code).toList()));
    }
    lines.add("- Tags: " + String.join(", ", tags(rule)));
  }

  private static String code(String list, PackNames names) {
    return "`" + list + "`" + (items(list, names).isEmpty() ? " (empty)" : "");
  }

  private static String code(PackRule.Exemption exception) {
    return "`"
        + exception.name()
        + "` ("
        + String.join(", ", exception.fields())
        + (exception.values().isEmpty() ? "; yours to fill)" : ")");
  }

  private static String row(
      String list, List<String> items, List<PackRule> rules, PackNames names) {
    long users = rules.stream().filter(rule -> names.usedBy(rule).contains(list)).count();
    return "| `%s` | %s | %d rule%s |"
        .formatted(list, items.isEmpty() ? "empty" : items.size(), users, users == 1 ? "" : "s");
  }

  private static List<String> items(String list, PackNames names) {
    return names.lists().getOrDefault(list, List.of());
  }

  private static List<String> tags(PackRule rule) {
    return rule.tags().stream().filter(tag -> !tag.startsWith("maturity_")).toList();
  }

  private static String priority(PackRule rule) {
    return rule.priority().charAt(0) + rule.priority().substring(1).toLowerCase(Locale.ROOT);
  }

  /** As GitHub makes one of a heading. */
  private static String anchor(PackRule rule) {
    return rule.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }
}
