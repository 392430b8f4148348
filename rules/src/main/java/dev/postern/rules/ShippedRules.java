package dev.postern.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The macros, lists and rules that come with the product. */
public final class ShippedRules {

  private static final String CLUSTER = "cluster.yaml";

  /** A list may name one of any file, a macro only earlier macros. */
  private static final List<String> DEFAULTS =
      List.of(
          "defaults/addresses.yaml",
          "defaults/ports.yaml",
          "defaults/processes.yaml",
          "defaults/macros.yaml");

  /** The more a rule says about an event, the earlier it comes: "first" takes that one. */
  private static final List<String> PACK =
      List.of(
          "threats.yaml",
          "tools.yaml",
          "dns.yaml",
          "ssh.yaml",
          "inbound.yaml",
          "kubernetes.yaml",
          "webserver.yaml",
          CLUSTER,
          "container.yaml");

  private ShippedRules() {}

  /** Macros and lists only: loaded before a user's files, which may redefine them. */
  public static List<RuleSource> defaults() {
    return read(DEFAULTS);
  }

  /** Our rules, for when the user names none. They use {@link #defaults()}. */
  public static List<RuleSource> pack() {
    return read(PACK);
  }

  /** The rule on connections between namespaces, whose lists are among {@link #defaults()}. */
  public static RuleSource clusterRules() {
    return read(CLUSTER);
  }

  private static List<RuleSource> read(List<String> names) {
    return names.stream().map(ShippedRules::read).toList();
  }

  private static RuleSource read(String name) {
    try (InputStream in = ShippedRules.class.getResourceAsStream("pack/" + name)) {
      if (in == null) {
        throw new IllegalStateException("missing from the jar: pack/" + name);
      }
      return new RuleSource(
          "pack/" + name, new String(in.readAllBytes(), StandardCharsets.UTF_8), true);
    } catch (IOException e) {
      throw new UncheckedIOException("pack/" + name, e);
    }
  }
}
