package dev.postern.rules.lint;

import java.util.BitSet;

/**
 * What a check makes of each sample of its field. On a sample that stands for many values it may be
 * both.
 *
 * @param field which field, by one name for all that mean the same
 * @param maybeTrue the samples it may be true for
 * @param maybeFalse the samples it may be false for
 */
record Outcome(String field, BitSet maybeTrue, BitSet maybeFalse) {

  BitSet when(boolean truth) {
    return truth ? maybeTrue : maybeFalse;
  }
}
