package dev.postern.policy.image;

import dev.postern.event.Cidr;
import java.util.Comparator;

/**
 * Where an effect begins, or ends inside a block in which it began.
 *
 * @param effect its number
 * @param count 1 or -1
 */
record EffectChange(Cidr block, int effect, int count) {

  /** IPv4 first; a block before those inside it. */
  static final Comparator<EffectChange> OUTER_FIRST =
      Comparator.comparing((EffectChange change) -> !change.block.network().isV4())
          .thenComparing(change -> change.block.network())
          .thenComparingInt(change -> change.block.prefix());
}
