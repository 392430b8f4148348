package dev.postern.dns;

import dev.postern.event.IpAddress;
import java.util.List;

/** What a record says about its owner, if it is of a type that Postern reads. */
public sealed interface RecordData {

  /** A or AAAA of class IN. */
  record Address(IpAddress address) implements RecordData {}

  /** CNAME. */
  record Alias(DnsName target) implements RecordData {}

  /**
   * SVCB or HTTPS of class IN (RFC 9460).
   *
   * @param priority 0: another name for the service, whose parameters mean nothing
   * @param target the root stands for the owner itself
   * @param hints addresses of the target, of both families
   * @param encryptedHello whether it has an {@code ech} parameter
   */
  record Service(int priority, DnsName target, List<IpAddress> hints, boolean encryptedHello)
      implements RecordData {
    public Service {
      hints = List.copyOf(hints);
    }
  }

  /** Anything else: bytes that are not looked into. */
  record Opaque() implements RecordData {}
}
