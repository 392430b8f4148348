package dev.postern.metrics;

/** Where a peer is, as the label {@code destination}; in the order in which they are tried. */
public enum DestinationClass {
  /** 0.0.0.0 and ::, which Linux takes for the host itself. */
  UNSPECIFIED("unspecified"),
  /** 127.0.0.0/8 and ::1. */
  LOOPBACK("loopback"),
  /** An address at which a cloud hands out credentials or what identifies the machine. */
  METADATA("metadata"),
  MULTICAST("multicast"),
  /** 255.255.255.255; a subnet's own broadcast address cannot be told from a host's. */
  BROADCAST("broadcast"),
  /** Inside the configured ranges of the cluster. */
  CLUSTER("cluster"),
  LINK_LOCAL("link_local"),
  /** Not routed in the Internet: RFC 1918, RFC 6598, RFC 4193 and their likes. */
  PRIVATE("private"),
  /** Special-purpose or unassigned: no host of the Internet has such an address. */
  RESERVED("reserved"),
  /** Everything else: the Internet. */
  PUBLIC("public");

  private final String text;

  DestinationClass(String text) {
    this.text = text;
  }

  /** The label's value. */
  public String text() {
    return text;
  }
}
