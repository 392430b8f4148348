package dev.postern.event;

import org.jspecify.annotations.Nullable;

/**
 * What name lookups have to do with an event. Names are in lower case, without a dot at the end.
 */
public sealed interface Naming {

  /** The name asked for. */
  String name();

  /**
   * What a resolver is asked.
   *
   * @param type the record's type as zone files write it: {@code A}, {@code TYPE65280} (RFC 3597)
   * @param siblings how many different names below the same domain the scope has asked for within a
   *     minute, this one included
   */
  record Question(String name, String type, int siblings) implements Naming {}

  /**
   * The name that a peer's address was the answer to.
   *
   * @param ageNanos how long ago the answer came
   * @param service the Service of Kubernetes that has the name; null when none has
   * @param namespace of the Service or the pod that has the name; null when none has
   */
  record Answered(String name, long ageNanos, @Nullable String service, @Nullable String namespace)
      implements Naming {}
}
