/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Every packet against its socket's mark, by the destination that the packet
 * really has. What has no socket of the scope's, the kernel made itself: resets,
 * acknowledgements of closed connections, ICMP errors, neighbour discovery.
 */
#ifndef POSTERN_EGRESS_H
#define POSTERN_EGRESS_H

#include "datagram.h"
#include "tcp_flow.h"
#include "verdict.h"

#define SOCKET_STREAM 1
#define SOCKET_DATAGRAM 2

#define LOOPBACK 1 /* the first interface of every network namespace */

#define IPV4_HEADER 20
#define IPV4_OPTIONS 40
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
	__u8 bytes[IPV4_OPTIONS] = {};
	__u32 at = 0;

	if (bpf_skb_load_bytes(skb, IPV4_HEADER, bytes, ((options - 1) & 63) + 1))
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

/* Where a packet really goes; false if it is nothing that can be judged. */
static __always_inline bool read_destination(struct __sk_buff *skb, struct destination *to)
{
	if (skb->protocol == bpf_htons(ETHERTYPE_IPV4))
		return read_v4(skb, to);
	return skb->protocol == bpf_htons(ETHERTYPE_IPV6) && read_v6(skb, to);
}

/* Whether a packet goes where its socket is connected to. */
static __always_inline bool is_connected_to(struct bpf_sock *sk, const struct peer *peer)
{
	struct peer connected;
	__u32 *words = (__u32 *)connected.address;

	if (sk->family != FAMILY_IPV6) {
		__u32 ip4 = sk->dst_ip4;

		barrier_var(ip4); /* or the compiler makes one load of two, which the verifier
				     refuses */
		set_v4(connected.address, ip4);
	} else {
		words[0] = sk->dst_ip6[0];
		words[1] = sk->dst_ip6[1];
		words[2] = sk->dst_ip6[2];
		words[3] = sk->dst_ip6[3];
	}
	return bpf_ntohs(sk->dst_port) == peer->port &&
	       same_address(connected.address, peer->address);
}

/* Whether an address that the mark was given for is still allowed; remembers that it is. */
static __always_inline bool renew(const struct policy_head *policy, struct socket_state *state)
{
	struct mark *mark = &state->mark;

	if (mark->revision == policy->revision)
		return true;
	if (!allows(policy->generation, mark->address, mark->port, IPPROTO_UDP,
		    subject_of(policy, &state->owner.process)))
		return false;
	mark->revision = policy->revision;
	return true;
}

/* Whether this is the datagram that its own thread was just allowed to send, to wherever. */
static __always_inline bool was_translated(const struct policy_head *policy, struct mark *mark)
{
	if (!(policy->flags & POLICY_TRANSLATED) || mark->sender != current_tid())
		return false;
	mark->sender = 0;
	return true;
}

/*
 * A datagram may leave for the address of its mark, for another that is allowed,
 * as an answer, or for what its socket was connected to under an allowed address.
 */
static __always_inline bool datagram_may(const struct policy_head *policy, struct bpf_sock *sk,
					 struct socket_state *state, __u64 cookie,
					 const struct peer *to)
{
	struct mark *mark = &state->mark;
	bool marked = mark->port == to->port && same_address(mark->address, to->address);

	if (marked && (mark->flags & MARK_ANSWER ? was_heard(cookie, to) : renew(policy, state)))
		return true;
	if (mark->flags & MARK_CONNECTED && is_connected_to(sk, to) && renew(policy, state))
		return true;
	return allows(policy->generation, to->address, to->port, IPPROTO_UDP,
		      subject_of(policy, &state->owner.process)) ||
	       was_heard(cookie, to) || was_translated(policy, mark);
}

static __always_inline bool packet_may(const struct policy_head *policy, struct __sk_buff *skb,
				       struct bpf_sock *sk, struct socket_state *state,
				       struct destination *to)
{
	if (!read_destination(skb, to) || to->routed)
		return false;
	if (is_loopback(to->peer.address))
		return to->local; /* a foreign sender would be answered (IPV6_FREEBIND) */
	if (!state || !(state->mark.flags & MARK_SET))
		return false;
	if (sk->protocol == IPPROTO_TCP)
		return same_address(state->mark.address, to->peer.address);
	return is_udp(sk->protocol) &&
	       datagram_may(policy, sk, state, bpf_get_socket_cookie(skb), &to->peer);
}

static __always_inline void report_packet(const struct policy_head *policy, struct __sk_buff *skb,
					  struct bpf_sock *sk, const struct socket_state *state,
					  const struct peer *to)
{
	__u64 cookie = bpf_get_socket_cookie(skb);
	struct owner nobody = {};

	count(COUNTER_DENIED_PACKET);
	if (is_news(cookie, to))
		report_blocked(BLOCKED_PACKET, policy, state ? &state->owner : &nobody, 0, cookie,
			       sk->protocol, to, 0);
}

static __always_inline enum verdict check_packet(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk ? bpf_sk_fullsock(skb->sk) : NULL;
	struct policy_head *policy = the_policy();
	struct destination to = {};
	struct socket_state *state;

	if (!sk || !enforces(policy))
		return ALLOW;
	if (sk->protocol == IPPROTO_TCP && sk->state == STATE_LISTEN)
		return ALLOW; /* a listener's own packets accept a connection */
	state = bpf_sk_storage_get(&sockets, sk, 0, 0);
	if (packet_may(policy, skb, sk, state, &to))
		return ALLOW;
	report_packet(policy, skb, sk, state, &to.peer);
	return DENY;
}

/* Remembers who sent a datagram: the answer may go there. */
static __always_inline void hear(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk ? bpf_sk_fullsock(skb->sk) : NULL;
	struct policy_head *policy = the_policy();
	struct destination_key key;
	struct peer from = {};
	__u32 payload;
	__u64 now;

	if (!sk || !is_udp(sk->protocol) || !judges(policy) ||
	    !parse_udp(skb, false, &from, &payload))
		return;
	if (skb->ifindex == LOOPBACK && !is_loopback(from.address))
		return; /* whoever sent it, it was nobody outside */
	destination_key_of(&key, bpf_get_socket_cookie(skb), from.address, from.port);
	now = bpf_ktime_get_ns();
	if (bpf_map_update_elem(&heard, &key, &now, BPF_ANY))
		count(COUNTER_FAILED_DESTINATION_MAP);
}

/*
 * Under Enforce there are only sockets whose every packet has a verdict to be held
 * against. The errno is what a kernel without the protocol gives.
 */
static __always_inline enum verdict judge_socket(struct bpf_sock *sk)
{
	struct policy_head *policy = the_policy();
	struct peer nowhere = {};
	struct owner actor;
	int error;

	if (!enforces(policy))
		return ALLOW;
	if (sk->type == SOCKET_STREAM && sk->protocol == IPPROTO_TCP)
		return ALLOW;
	if (sk->type == SOCKET_DATAGRAM && sk->protocol == IPPROTO_UDP)
		return ALLOW;
	switch (sk->protocol) {
	case IPPROTO_MPTCP:
	case IPPROTO_UDPLITE:
	case IPPROTO_SCTP:
	case IPPROTO_DCCP:
		error = EPROTONOSUPPORT;
		break;
	default:
		error = EPERM;
	}
	current_owner(&actor);
	count(COUNTER_DENIED_SOCKET);
	if (!is_described(&actor.process))
		describe_current(EVENT_PROCESS);
	report_blocked(BLOCKED_SOCKET, policy, &actor, current_tid(), 0, sk->protocol, &nowhere,
		       error);
	bpf_set_retval(-error);
	return DENY;
}

#endif
