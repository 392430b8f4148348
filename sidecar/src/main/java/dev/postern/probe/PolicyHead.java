package dev.postern.probe;

import dev.postern.abi.Layout;
import dev.postern.policy.image.PolicyImage;
import java.nio.ByteBuffer;

/**
 * What a generation says of itself, as numbers of the kernel's.
 *
 * @param generation which tables are its own
 */
record PolicyHead(int mode, int flags, int refusal, int generation, int forwarderPort) {

  /**
   * Of a policy.
   *
   * @param translated whether another's program may rewrite destinations behind this one's verdict
   */
  static PolicyHead of(
      Layout layout, PolicyImage image, PolicyTerms terms, boolean translated, int generation) {
    String mode = image.mode() == null ? "NONE" : image.mode().name();
    return new PolicyHead(
        (int) layout.number("policy_mode.MODE_" + mode),
        flags(layout, image, terms, translated),
        terms.refusal(),
        generation,
        terms.forwarderPort());
  }

  private static int flags(
      Layout layout, PolicyImage image, PolicyTerms terms, boolean translated) {
    long named = layout.number("policy_flag.POLICY_NAMES_EXECUTABLES");
    long rewritten = layout.number("policy_flag.POLICY_TRANSLATED");
    long made =
        terms.sockets().stream()
            .mapToLong(kind -> layout.number("policy_flag.POLICY_SOCKETS_" + kind.name()))
            .reduce(0, (a, b) -> a | b);
    return (int) ((image.subjects().isEmpty() ? 0 : named) | (translated ? rewritten : 0) | made);
  }

  /** Writes it as the kernel reads it. */
  void write(Layout layout, int revision, ByteBuffer to) {
    to.putInt(at(layout, "mode"), mode);
    to.putInt(at(layout, "flags"), flags);
    to.putInt(at(layout, "refusal"), refusal);
    to.putInt(at(layout, "revision"), revision);
    to.putInt(at(layout, "generation"), generation);
    to.putInt(at(layout, "forwarder_port"), forwarderPort);
  }

  /** Where a member is. */
  static int at(Layout layout, String member) {
    return layout.offset("policy_head." + member, Integer.BYTES);
  }
}
