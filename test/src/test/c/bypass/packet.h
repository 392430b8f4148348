/* SPDX-License-Identifier: Apache-2.0 */
/* Packets made by hand: an IPv4 or IPv6 header, and UDP with the token behind it. */
#ifndef POSTERN_PACKET_H
#define POSTERN_PACKET_H

#include "attempt.h"
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>

/* The scope's own addresses. */
#define SOURCE_V4 "10.9.0.2"
#define SOURCE_V6 "2001:db8::2"

enum { PACKET_BYTES = 256, SOURCE_PORT = 40000 };

static inline unsigned add_words(unsigned sum, const void *bytes, size_t length)
{
	const unsigned char *each = bytes;

	for (size_t i = 0; i < length; i++)
		sum += i & 1 ? each[i] : each[i] << 8;
	return sum;
}

static inline unsigned short checksum(unsigned sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return htons(~sum & 0xffff);
}

/* An IP header in front of so many bytes; tells how long it is. */
static inline size_t ip_header(char *packet, const struct end *to, int protocol, size_t length)
{
	if (family_of(to) == AF_INET) {
		struct iphdr *ip = (struct iphdr *)packet;

		*ip = (struct iphdr){.version = 4,
				     .ihl = 5,
				     .ttl = 64,
				     .protocol = protocol,
				     .tot_len = htons(sizeof(*ip) + length),
				     .saddr = inet_addr(SOURCE_V4)};
		ip->daddr = ((const struct sockaddr_in *)&to->address)->sin_addr.s_addr;
		ip->check = checksum(add_words(0, ip, sizeof(*ip)));
		return sizeof(*ip);
	}
	struct ip6_hdr *ip = (struct ip6_hdr *)packet;

	memset(ip, 0, sizeof(*ip));
	ip->ip6_vfc = 0x60;
	ip->ip6_hlim = 64;
	ip->ip6_nxt = protocol;
	ip->ip6_plen = htons(length);
	inet_pton(AF_INET6, SOURCE_V6, &ip->ip6_src);
	ip->ip6_dst = ((const struct sockaddr_in6 *)&to->address)->sin6_addr;
	return sizeof(*ip);
}

/* The checksum of a UDP or TCP segment that begins at offset in a packet. */
static inline unsigned short segment_checksum(const char *packet, size_t offset, size_t length,
					      int protocol)
{
	bool v4 = offset == sizeof(struct iphdr);
	unsigned sum = protocol + length;

	sum = add_words(sum, packet + (v4 ? 12 : 8), v4 ? 8 : 32); /* both addresses */
	return checksum(add_words(sum, packet + offset, length));
}

/* A whole packet; tells how long it is. */
static inline size_t datagram(char *packet, const struct attempt *attempt, const struct end *to)
{
	size_t length = sizeof(struct udphdr) + attempt->length;
	size_t offset = ip_header(packet, to, IPPROTO_UDP, length);
	struct udphdr *udp = (struct udphdr *)(packet + offset);

	*udp = (struct udphdr){.source = htons(SOURCE_PORT),
			       .dest = htons(port_of(&to->address)),
			       .len = htons(length)};
	memcpy(udp + 1, attempt->token, attempt->length);
	udp->check = segment_checksum(packet, offset, length, IPPROTO_UDP);
	return offset + length;
}

/* The first packet of a TCP connection, with the token in it. */
static inline size_t opening(char *packet, const struct attempt *attempt, const struct end *to)
{
	size_t length = sizeof(struct tcphdr) + attempt->length;
	size_t offset = ip_header(packet, to, IPPROTO_TCP, length);
	struct tcphdr *tcp = (struct tcphdr *)(packet + offset);

	*tcp = (struct tcphdr){.source = htons(SOURCE_PORT),
			       .dest = htons(port_of(&to->address)),
			       .doff = 5,
			       .syn = 1,
			       .window = htons(1024)};
	memcpy(tcp + 1, attempt->token, attempt->length);
	tcp->check = segment_checksum(packet, offset, length, IPPROTO_TCP);
	return offset + length;
}

#endif
