package dev.postern.resolve;

import dev.postern.dns.DnsName;

/** Which names may be asked for. Asked on the event loop, for every query. */
public interface NamePolicy {

  /**
   * Whether a resolver may be asked.
   *
   * @param type of the records that are wanted; see {@link dev.postern.dns.RecordType}
   */
  boolean may(DnsName name, int type);

  /**
   * Whether answers for it keep what TLS clients need to encrypt the name of their server (ECH, RFC
   * 9849); without it they send the name in the clear.
   */
  boolean mayHideServerName(DnsName name);
}
