package dev.postern.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The macros, lists and rules that come with the product. */
public final class ShippedRules {

  private static final String CLUSTER = "cluster.yaml";

  private ShippedRules() {}

  /** Macros and lists only: loaded before a user's files, which may redefine them. */
  public static List<RuleSource> defaults() {
    return read(List.of("defaults/lists.yaml", "defaults/macros.yaml"));
  }

  /** Our rules, for when the user names none. They use {@link #defaults()}. */
  public static List<RuleSource> pack() {
    return Stream.concat(
            read(List.of("container.yaml", "webserver.yaml")).stream(), Stream.of(clusterRules()))
        .toList();
  }

  /** The rule on connections between namespaces, with the lists it uses. */
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
