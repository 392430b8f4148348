package dev.postern.policy.image;

/** Sockets besides TCP's and UDP's that can be judged, packet by packet or call by call. */
public enum SocketKind {
  /** Whole packets of whatever protocol (raw(7)). */
  RAW,
  /** Echo requests without privilege (icmp(7)). */
  PING,
  /** Multipath TCP (RFC 8684): each path is a TCP connection. */
  MPTCP,
  /** UDP-Lite (RFC 3828), which has UDP's ports. */
  UDPLITE
}
