/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What the scope and a resolver say to each other, byte for byte: UDP's datagrams
 * and TCP's segments. Reading them is the sidecar's, which is not this trusting. What the
 * sidecar asks for others is no question of the scope's.
 */
#ifndef POSTERN_DNS_H
#define POSTERN_DNS_H

#include "datagram.h"
#include "own.h"

#define DNS_PORT 53
#define TCP_SYN 2

/* Whether an end is the forwarder that a socket was sent to; then the resolver it meant. */
static __always_inline bool stands_for(const struct socket_state *state, const struct peer *end,
				       struct peer *resolver)
{
	if (!state || !state->forwarder_port || state->forwarder_port != end->port ||
	    !is_loopback(end->address))
		return false;
	__builtin_memcpy(resolver->address, state->resolver, sizeof(resolver->address));
	resolver->port = DNS_PORT;
	return true;
}

/* To whoever counts and listens, a datagram to the forwarder is one to that resolver. */
static __always_inline void name_resolver(struct bpf_sock *sk, struct peer *far)
{
	struct peer resolver;

	if (is_loopback(far->address) &&
	    stands_for(bpf_sk_storage_get(&sockets, sk, 0, 0), far, &resolver))
		*far = resolver;
}

/* RFC 9293, as far as the payload behind it takes to find. */
struct tcp_head {
	__be16 source;
	__be16 destination;
	__be32 sequence;
	__be32 acknowledged;
	__u8 words; /* of 4 bytes, in the upper half */
	__u8 flags;
};

struct dns_small {
	struct dns_event event;
	__u8 data[DNS_SMALL_BYTES];
};

struct dns_large {
	struct dns_event event;
	__u8 data[DNS_LARGE_BYTES];
};

/* Bytes of a packet that are one record. */
struct dns_piece {
	__u32 at; /* in the packet */
	__u32 bytes;
	__u32 sequence;
	bool sent;
	bool whole;
};

/* Fills in a record and lets it go, or drops it when the bytes can't be had. */
static __always_inline void tell(struct __sk_buff *skb, struct bpf_sock *sk,
				 const struct socket_state *state, const struct peer *resolver,
				 const struct dns_piece *piece, struct dns_event *event, __u8 *data,
				 __u32 kept)
{
	set_socket(&event->socket, bpf_get_socket_cookie(skb), sk->protocol, false);
	set_actor(&event->socket.header, &state->owner, 0);
	__builtin_memcpy(event->socket.remote, resolver->address, sizeof(resolver->address));
	event->socket.remote_port = resolver->port;
	event->sequence = piece->sequence;
	event->kept = kept;
	event->sent = piece->sent;
	event->whole = piece->whole;
	if (bpf_skb_load_bytes(skb, piece->at, data, kept)) {
		count(COUNTER_LOST_DNS);
		bpf_ringbuf_discard(event, BPF_RB_NO_WAKEUP);
		return;
	}
	submit(event);
}

/* What was told in the second that it is now; of about 2^30 ns. */
struct dns_budget {
	__u64 second;
	__u64 bytes;
};

/* Inserts, reads: packets, of every CPU together. Deletes: nobody. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct dns_budget);
} dns_budgets SEC(".maps");

/*
 * Anybody may send anything through port 53, and no end of it: that must not take the
 * ring from other events. Two CPUs that begin a second at once forget a record of it.
 */
static __always_inline bool is_affordable(__u32 bytes)
{
	__u64 second = bpf_ktime_get_ns() >> 30;
	struct dns_budget *budget;
	__u32 zero = 0;

	budget = bpf_map_lookup_elem(&dns_budgets, &zero);
	if (!budget)
		return false;
	if (budget->second != second) {
		budget->second = second;
		budget->bytes = 0;
	}
	if (__sync_fetch_and_add(&budget->bytes, bytes) + bytes <= DNS_BYTES_A_SECOND)
		return true;
	count(COUNTER_LOST_DNS);
	return false;
}

/* The verifier wants the bounds of a length spelled out: these are 1 to `most`. */
#define BOUNDED(bytes, most) ((((bytes)-1) & ((most)-1)) + 1)

static __always_inline void tell_piece(struct __sk_buff *skb, struct bpf_sock *sk,
				       const struct socket_state *state,
				       const struct peer *resolver, const struct dns_piece *piece)
{
	bool fits = piece->bytes <= DNS_SMALL_BYTES;

	if (!is_affordable(fits ? sizeof(struct dns_small) : sizeof(struct dns_large)))
		return;
	if (fits) {
		struct dns_small *small = reserve(EVENT_DNS, sizeof(*small));

		if (small)
			tell(skb, sk, state, resolver, piece, &small->event, small->data,
			     BOUNDED(piece->bytes, DNS_SMALL_BYTES));
	} else {
		struct dns_large *large = reserve(EVENT_DNS, sizeof(*large));

		if (large)
			tell(skb, sk, state, resolver, piece, &large->event, large->data,
			     BOUNDED(piece->bytes, DNS_LARGE_BYTES));
	}
}

/* A datagram that was read; one that is longer than a record is told cut short. */
static __always_inline void tell_datagram(struct __sk_buff *skb, struct bpf_sock *sk, bool sent,
					  const struct peer *resolver, __u32 payload)
{
	struct socket_state *state = bpf_sk_storage_get(&sockets, sk, 0, 0);
	struct dns_piece piece = {
		.at = skb->len - payload,
		.bytes = payload,
		.sent = sent,
		.whole = payload <= DNS_LARGE_BYTES,
	};

	if (!state || !payload || is_owned_by_sidecar(&state->owner))
		return;
	if (!piece.whole)
		piece.bytes = DNS_LARGE_BYTES;
	tell_piece(skb, sk, state, resolver, &piece);
}

/* Finds a segment's payload; false when it has none, or headers that resolvers never see. */
static __always_inline bool read_segment(struct __sk_buff *skb, struct peer *far, bool sent,
					 struct dns_piece *piece)
{
	struct tcp_head tcp;
	__u32 at;

	if (skb->protocol == bpf_htons(ETHERTYPE_IPV4)) {
		struct ipv4_datagram ip;

		if (bpf_skb_load_bytes(skb, 0, &ip, sizeof(ip)))
			return false;
		set_v4(far->address, sent ? ip.destination : ip.source);
		at = (ip.version_words & 15) * 4;
	} else {
		struct ipv6_datagram ip;

		if (bpf_skb_load_bytes(skb, 0, &ip, sizeof(ip)) || ip.protocol != IPPROTO_TCP)
			return false;
		__builtin_memcpy(far->address, sent ? ip.destination : ip.source, 16);
		at = offsetof(struct ipv6_datagram, ports);
	}
	if (bpf_skb_load_bytes(skb, at, &tcp, sizeof(tcp)))
		return false;
	far->port = bpf_ntohs(sent ? tcp.destination : tcp.source);
	piece->at = at + (tcp.words >> 4) * 4;
	piece->sequence = bpf_ntohl(tcp.sequence) + (tcp.flags & TCP_SYN ? 1 : 0);
	return piece->at < skb->len;
}

/* A segment of TCP to or from a resolver, in as many records as it takes. */
static __always_inline void tell_segment(struct __sk_buff *skb, struct bpf_sock *sk, bool sent)
{
	struct dns_piece piece = {.sent = sent};
	struct socket_state *state;
	struct peer resolver;

	if (sk->dst_port != bpf_htons(DNS_PORT) && skb->ifindex != LOOPBACK)
		return;
	state = bpf_sk_storage_get(&sockets, sk, 0, 0);
	if (!state || is_owned_by_sidecar(&state->owner))
		return;
	if (sk->dst_port != bpf_htons(DNS_PORT) && sk->dst_port != bpf_htons(state->forwarder_port))
		return;
	if (!read_segment(skb, &resolver, sent, &piece))
		return;
	name_resolver(sk, &resolver);
	for (int i = 0; i < DNS_PIECES && piece.at < skb->len; i++) {
		piece.bytes = skb->len - piece.at;
		piece.whole = piece.bytes <= DNS_LARGE_BYTES;
		if (!piece.whole)
			piece.bytes = DNS_LARGE_BYTES;
		tell_piece(skb, sk, state, &resolver, &piece);
		piece.at += piece.bytes;
		piece.sequence += piece.bytes;
	}
}

#endif
