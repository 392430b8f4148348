package dev.postern.rules.lint;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields by the names that Falco has for them. */
final class PortableFields {

  private static final Map<String, String> SYNONYMS =
      Map.of(
          "net.source.ip", "fd.cip",
          "net.source.port", "fd.cport",
          "net.destination.ip", "fd.sip",
          "net.destination.port", "fd.sport",
          "net.port", "fd.sport",
          "net.protocol", "fd.l4proto",
          "net.connection.protocol", "fd.l4proto");

  /** Compared without case, which the portable field is not. */
  private static final Set<String> ANY_CASE = Set.of("net.protocol", "net.connection.protocol");

  /** For addresses, and for the blocks of the same end. */
  private static final Map<String, String> BLOCKS =
      Map.of(
          "fd.ip", "fd.net",
          "fd.cip", "fd.cnet",
          "fd.sip", "fd.snet",
          "fd.lip", "fd.lnet",
          "fd.rip", "fd.rnet");

  private PortableFields() {}

  /** The field of Falco's with the same value, or null. */
  static @Nullable String synonym(String name) {
    return SYNONYMS.get(name);
  }

  static boolean isAnyCase(String name) {
    return ANY_CASE.contains(name);
  }

  /** The field to compare with blocks, for a field of addresses; null for any other. */
  static @Nullable String forBlocks(String name) {
    return BLOCKS.get(SYNONYMS.getOrDefault(name, name));
  }

  /** One name for all fields that have the same value in every event. */
  static String canonical(String name) {
    String portable = SYNONYMS.getOrDefault(name, name);
    return BLOCKS.getOrDefault(portable, portable);
  }
}
