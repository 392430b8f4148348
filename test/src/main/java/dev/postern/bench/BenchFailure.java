package dev.postern.bench;

import org.jspecify.annotations.Nullable;

/** A benchmark that cannot go on; the message is one line. */
final class BenchFailure extends RuntimeException {

  BenchFailure(String message) {
    super(message);
  }

  BenchFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
