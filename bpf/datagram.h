/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Payload bytes of UDP, packet by packet: no hook tells the size of a datagram
 * earlier. TCP packets leave at the first comparison.
 */
#ifndef POSTERN_DATAGRAM_H
#define POSTERN_DATAGRAM_H

#include "socket.h"

#define ETHERTYPE_IPV4 0x0800
#define ETHERTYPE_IPV6 0x86dd
#define UDP_HEADER 8
#define LOOPBACK 1 /* the first interface of every network namespace */

struct udp_ports {
	__be16 source;
	__be16 destination;
};

/* RFC 791, and the ports behind it when it has no options. */
struct ipv4_datagram {
	__u8 version_words; /* of 4 bits each */
	__u8 unused[8];
	__u8 protocol;
	__be16 checksum;
	__be32 source;
	__be32 destination;
	struct udp_ports ports;
};

/* RFC 8200 */
struct ipv6_datagram {
	__u8 unused[6];
	__u8 protocol;
	__u8 hops;
	__u8 source[16];
	__u8 destination[16];
	struct udp_ports ports;
};

#define IPV4_WORDS_WITHOUT_OPTIONS 5

/* UDP-Lite (RFC 3828) has UDP's ports and UDP's size of header. */
static __always_inline bool is_udp(__u32 protocol)
{
	return protocol == IPPROTO_UDP || protocol == IPPROTO_UDPLITE;
}

static __always_inline bool parse_v4(struct __sk_buff *skb, bool egress, struct peer *far,
				     struct udp_ports *ports, __u32 *offset)
{
	struct ipv4_datagram head;

	if (bpf_skb_load_bytes(skb, 0, &head, sizeof(head)) || !is_udp(head.protocol))
		return false;
	set_v4(far->address, egress ? head.destination : head.source);
	*offset = (head.version_words & 15) * 4;
	*ports = head.ports;
	return (head.version_words & 15) == IPV4_WORDS_WITHOUT_OPTIONS ||
	       !bpf_skb_load_bytes(skb, *offset, ports, sizeof(*ports));
}

static __always_inline bool parse_v6(struct __sk_buff *skb, bool egress, struct peer *far,
				     struct udp_ports *ports, __u32 *offset)
{
	struct ipv6_datagram head;

	if (bpf_skb_load_bytes(skb, 0, &head, sizeof(head)) || !is_udp(head.protocol))
		return false;
	__builtin_memcpy(far->address, egress ? head.destination : head.source, 16);
	*offset = offsetof(struct ipv6_datagram, ports);
	*ports = head.ports;
	return true;
}

/* Reads the far end and the payload's length; false if the packet is no plain UDP. */
static __always_inline bool parse_udp(struct __sk_buff *skb, bool egress, struct peer *far,
				      __u32 *payload)
{
	bool v4 = skb->protocol == bpf_htons(ETHERTYPE_IPV4);
	struct udp_ports ports;
	__u32 offset;

	if (v4 ? !parse_v4(skb, egress, far, &ports, &offset)
	       : skb->protocol != bpf_htons(ETHERTYPE_IPV6) ||
			    !parse_v6(skb, egress, far, &ports, &offset))
		return false;
	if (skb->len < offset + UDP_HEADER)
		return false;
	far->port = bpf_ntohs(egress ? ports.destination : ports.source);
	*payload = skb->len - offset - UDP_HEADER;
	return true;
}

/* Adds a datagram that was read to its flow. */
static __always_inline void count_datagram(struct bpf_sock *sk, bool egress, const struct peer *far,
					   __u32 payload)
{
	struct socket_state *state = bpf_sk_storage_get(&sockets, sk, 0, 0);
	struct flow_totals *totals;
	struct flow_key key;

	if (!state)
		return;
	flow_key_of(&key, state, far->address, far->port, sk->protocol);
	totals = totals_of(&key);
	if (totals)
		count_bytes(totals, egress ? payload : 0, egress ? 0 : payload);
}

#endif
