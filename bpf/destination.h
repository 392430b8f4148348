/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Where a packet really goes, by its own headers. */
#ifndef POSTERN_DESTINATION_H
#define POSTERN_DESTINATION_H

#include "datagram.h"

#define IPV4_HEADER 20
#define IPV4_OPTIONS 40
#define IPV4_OPTIONS_MASK 63 /* what the verifier can tell of a length */
#define IPV4_LOOSE_ROUTE 131
#define IPV4_STRICT_ROUTE 137
#define IPV6_HEADER 40
#define IPV6_HOP_BY_HOP 0
#define IPV6_ROUTING 43
#define IPV6_DESTINATION_OPTIONS 60
#define IPV6_EXTENSIONS 6

/* RFC 8200: where a packet goes beyond its first header. */
struct ipv6_extension {
	__u8 next;
	__u8 words; /* of 8 bytes, besides the first */
};

struct destination {
	struct peer peer; /* port 0: none was found */
	bool routed;	  /* elsewhere than the header says at first */
	bool local;	  /* from loopback to loopback */
};

/* RFC 791: a packet that names the hosts on its way ends at the last of them. */
static __always_inline bool has_source_route(struct __sk_buff *skb, __u32 options)
{
	__u8 bytes[IPV4_OPTIONS_MASK + 1] = {};
	__u32 at = 0;

	if (bpf_skb_load_bytes(skb, IPV4_HEADER, bytes, ((options - 1) & IPV4_OPTIONS_MASK) + 1))
		return true;
	for (int i = 0; i < IPV4_OPTIONS; i++) {
		__u8 type, length;

		if (at + 1 >= options || at >= IPV4_OPTIONS - 1)
			return false;
		type = bytes[at];
		if (type == 0)
			return false;
		if (type == IPV4_LOOSE_ROUTE || type == IPV4_STRICT_ROUTE)
			return true;
		length = type == 1 ? 1 : bytes[at + 1];
		if (!length)
			return true;
		at += length;
	}
	return true;
}

static __always_inline bool read_v4(struct __sk_buff *skb, struct destination *to)
{
	struct ipv4_datagram head;
	__u8 from[16];
	__u32 words;

	if (bpf_skb_load_bytes(skb, 0, &head, IPV4_HEADER))
		return false;
	set_v4(from, head.source);
	set_v4(to->peer.address, head.destination);
	to->local = is_loopback(from) && is_loopback(to->peer.address);
	words = head.version_words & 15;
	if (words > IPV4_WORDS_WITHOUT_OPTIONS)
		to->routed = has_source_route(skb, (words - IPV4_WORDS_WITHOUT_OPTIONS) * 4);
	if (is_udp(head.protocol)) {
		struct udp_ports ports;

		if (bpf_skb_load_bytes(skb, words * 4, &ports, sizeof(ports)))
			return false;
		to->peer.port = bpf_ntohs(ports.destination);
	}
	return true;
}

static __always_inline bool read_v6(struct __sk_buff *skb, struct destination *to)
{
	struct ipv6_datagram head;
	__u8 from[16];
	__u32 at = IPV6_HEADER;
	__u8 next;

	if (bpf_skb_load_bytes(skb, 0, &head, IPV6_HEADER))
		return false;
	__builtin_memcpy(from, head.source, 16);
	__builtin_memcpy(to->peer.address, head.destination, 16);
	to->local = is_loopback(from) && is_loopback(to->peer.address);
	next = head.protocol;
	for (int i = 0; i < IPV6_EXTENSIONS; i++) {
		struct ipv6_extension extension;

		if (next != IPV6_HOP_BY_HOP && next != IPV6_DESTINATION_OPTIONS &&
		    next != IPV6_ROUTING)
			break;
		to->routed |= next == IPV6_ROUTING;
		if (bpf_skb_load_bytes(skb, at, &extension, sizeof(extension)))
			return false;
		next = extension.next;
		at += (extension.words + 1) * 8;
	}
	if (next == IPV6_ROUTING || next == IPV6_HOP_BY_HOP || next == IPV6_DESTINATION_OPTIONS)
		to->routed = true; /* no honest packet has so many of them */
	if (is_udp(next)) {
		struct udp_ports ports;

		if (bpf_skb_load_bytes(skb, at, &ports, sizeof(ports)))
			return false;
		to->peer.port = bpf_ntohs(ports.destination);
	}
	return true;
}

/*
 * Where a packet really goes; false if it is nothing that can be judged. A function of
 * its own, as describe() is.
 */
__noinline int read_destination(struct __sk_buff *skb, struct destination *to)
{
	if (!to)
		return false;
	if (skb->protocol == bpf_htons(ETHERTYPE_IPV4))
		return read_v4(skb, to);
	return skb->protocol == bpf_htons(ETHERTYPE_IPV6) && read_v6(skb, to);
}

#endif
