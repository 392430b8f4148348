package dev.postern.rules;

import dev.postern.rules.list.ListFile;
import java.util.List;
import java.util.Map;

/**
 * What settings say about rules.
 *
 * @param matching which matching rules raise an alert
 * @param lists lists by name, such as {@code cluster_ranges}; each replaces the shipped list of
 *     that name, and a list of a user's file replaces it in turn
 * @param files lists that files hold, by name; they replace and are replaced as {@code lists} are
 */
public record RuleSettings(
    RuleMatching matching, Map<String, List<String>> lists, Map<String, ListFile> files) {

  /** Every matching rule, and the shipped lists as they are. */
  public static final RuleSettings DEFAULT = new RuleSettings(RuleMatching.ALL, Map.of());

  public RuleSettings {
    lists = Map.copyOf(lists);
    files = Map.copyOf(files);
  }

  /** Settings without lists from files. */
  public RuleSettings(RuleMatching matching, Map<String, List<String>> lists) {
    this(matching, lists, Map.of());
  }
}
