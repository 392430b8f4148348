package dev.postern.policy.image;

/** A policy whose tables would be out of all proportion; the message says which. */
public final class PolicyTooLargeException extends Exception {

  PolicyTooLargeException(String message) {
    super(message);
  }
}
