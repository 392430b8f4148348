package dev.postern.policy;

import dev.postern.rules.source.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Something an entry asks for that not every enforcer can do. Who cannot must refuse the policy:
 * without it the entry would mean something else.
 *
 * @param entry the entry's name
 * @param place where the entry stands
 */
public record Requirement(Kind kind, PolicyId policy, String entry, Place place) {

  /** What is asked for. */
  public enum Kind {
    /** {@code tls: {sni: required}}. */
    SNI("TLS server names ('tls.sni')");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  static List<Requirement> of(List<Policy> policies) {
    List<Requirement> all = new ArrayList<>();
    for (Policy policy : policies) {
      for (AllowEntry entry : policy.allow()) {
        for (Kind kind : Kind.values()) {
          if (asks(entry, kind)) {
            all.add(new Requirement(kind, policy.id(), entry.name(), entry.place()));
          }
        }
      }
    }
    return List.copyOf(all);
  }

  private static boolean asks(AllowEntry entry, Kind kind) {
    return switch (kind) {
      case SNI -> entry.sniRequired();
    };
  }

  /** What is asked for, by whom; without the place. */
  public String message() {
    return "entry '%s' of %s needs %s, which this version does not enforce yet"
        .formatted(entry, policy, kind.text);
  }

  /** {@code place: message}. */
  @Override
  public String toString() {
    return place + ": " + message();
  }
}
