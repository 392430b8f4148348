package dev.postern.bypass;

import java.util.List;

/**
 * How a tester ended.
 *
 * @param status its exit status, 128 + N after signal N
 * @param said its lines
 */
record Ending(int status, List<String> said) {

  private static final int UNSUPPORTED = 77;
  private static final int ALARM = 128 + 14;

  boolean isUnsupported() {
    return status == UNSUPPORTED;
  }

  boolean wasCarriedOut() {
    return status == 0;
  }

  /** Whether it waited in vain. */
  boolean wasSilence() {
    return status == ALARM;
  }

  /** What went wrong, in a few words. */
  String reason() {
    if (wasSilence()) {
      return "silence";
    }
    return said.isEmpty() ? "status " + status : said.getLast();
  }
}
