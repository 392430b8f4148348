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

struct ipv4_ends {
	__u32 source;
	__u32 destination;
};

struct ipv6_ends {
	__u8 source[16];
	__u8 destination[16];
};

struct udp_ports {
	__be16 source;
	__be16 destination;
};

/* UDP-Lite (RFC 3828) has UDP's ports and UDP's size of header. */
static __always_inline bool is_udp(__u32 protocol)
{
	return protocol == IPPROTO_UDP || protocol == IPPROTO_UDPLITE;
}

/* Reads the far end and the payload's length; false if the packet is no plain UDP. */
static __always_inline bool parse_udp(struct __sk_buff *skb, bool egress, struct peer *far,
				      __u32 *payload)
{
	struct udp_ports ports;
	__u32 offset;
	__u8 first, protocol;

	if (skb->protocol == bpf_htons(ETHERTYPE_IPV4)) {
		struct ipv4_ends ends;

		if (bpf_skb_load_bytes(skb, 9, &protocol, 1) || !is_udp(protocol) ||
		    bpf_skb_load_bytes(skb, 0, &first, 1) ||
		    bpf_skb_load_bytes(skb, 12, &ends, sizeof(ends)))
			return false;
		set_v4(far->address, egress ? ends.destination : ends.source);
		offset = (first & 15) * 4;
	} else if (skb->protocol == bpf_htons(ETHERTYPE_IPV6)) {
		struct ipv6_ends ends;

		if (bpf_skb_load_bytes(skb, 6, &protocol, 1) || !is_udp(protocol) ||
		    bpf_skb_load_bytes(skb, 8, &ends, sizeof(ends)))
			return false;
		__builtin_memcpy(far->address, egress ? ends.destination : ends.source, 16);
		offset = 40;
	} else {
		return false;
	}
	if (bpf_skb_load_bytes(skb, offset, &ports, sizeof(ports)) ||
	    skb->len < offset + UDP_HEADER)
		return false;
	far->port = bpf_ntohs(egress ? ports.destination : ports.source);
	*payload = skb->len - offset - UDP_HEADER;
	return true;
}

static __always_inline void on_packet(struct __sk_buff *skb, bool egress)
{
	struct bpf_sock *sk = skb->sk ? bpf_sk_fullsock(skb->sk) : NULL;
	struct flow_totals *totals;
	struct socket_state *state;
	struct flow_key key;
	struct peer far;
	__u32 payload;

	if (!sk || !is_udp(sk->protocol) || !parse_udp(skb, egress, &far, &payload))
		return;
	state = bpf_sk_storage_get(&sockets, sk, 0, 0);
	if (!state)
		return;
	flow_key_of(&key, state, far.address, far.port, sk->protocol);
	totals = totals_of(&key);
	if (totals)
		count_bytes(totals, egress ? payload : 0, egress ? 0 : payload);
}

#endif
