package dev.postern.resolve;

/** Why a resolver gave no answer; in one line, after its address. */
final class UpstreamFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  enum Kind {
    TIMEOUT,
    NETWORK,
    MALFORMED
  }

  private final Kind kind;

  UpstreamFailure(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
