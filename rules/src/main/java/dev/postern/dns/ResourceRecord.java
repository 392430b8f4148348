package dev.postern.dns;

/**
 * A resource record (RFC 1035 section 4.1.3).
 *
 * @param name its owner
 * @param type see {@link RecordType}
 * @param space the class
 * @param ttl seconds; 0 where the message has the top bit set (RFC 2181 section 8)
 * @param offset where its data begin in the message
 * @param length how many bytes they are
 * @param data what they say
 */
public record ResourceRecord(
    DnsName name, int type, int space, int ttl, int offset, int length, RecordData data) {}
