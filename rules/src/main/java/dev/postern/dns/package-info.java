/**
 * DNS messages: the one strict reader of what others wrote (RFC 1035, 2181, 6891, 8914, 9460; the
 * traps of RFC 9267), and the few messages that Postern writes itself.
 *
 * <p>Whatever the bytes, reading ends in a {@link dev.postern.dns.DnsMessage} or in a {@link
 * dev.postern.dns.DnsFormatException}, after work that grows with their number.
 */
@NullMarked
package dev.postern.dns;

import org.jspecify.annotations.NullMarked;
