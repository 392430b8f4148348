/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Every packet against its socket's mark, by the destination that the packet
 * really has. What has no socket of the scope's, the kernel made itself: resets,
 * acknowledgements of closed connections, ICMP errors, neighbour discovery.
 */
#ifndef POSTERN_EGRESS_H
#define POSTERN_EGRESS_H

#include "destination.h"
#include "dns.h"
#include "guard.h"
#include "tcp_flow.h"
#include "verdict.h"

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
	struct peer peer;

	if (mark->revision == policy->revision)
		return true;
	peer.port = mark->port;
	__builtin_memcpy(peer.address, mark->address, sizeof(peer.address));
	if (!allows(policy->generation, &peer, IPPROTO_UDP,
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
 * as an answer, or for what its socket was connected to under an allowed address; not
 * if it was ever connected to another, which a second thread may do at the same time.
 */
static __always_inline bool datagram_may(const struct policy_head *policy, struct bpf_sock *sk,
					 struct socket_state *state, __u64 cookie,
					 const struct peer *to)
{
	struct mark *mark = &state->mark;
	bool marked = mark->port == to->port && same_address(mark->address, to->address);

	if (marked && (mark->flags & MARK_ANSWER ? was_heard(cookie, to) : renew(policy, state)))
		return true;
	if (mark->flags & MARK_CONNECTED && !state->tried && is_connected_to(sk, to) &&
	    renew(policy, state))
		return true;
	return allows(policy->generation, to, IPPROTO_UDP,
		      subject_of(policy, &state->owner.process)) ||
	       was_heard(cookie, to) || (!state->tried && was_translated(policy, mark)) ||
	       is_own_way(&state->owner, to, IPPROTO_UDP);
}

static __always_inline bool is_ping(struct bpf_sock *sk)
{
	return sk->protocol == IPPROTO_ICMP || sk->protocol == IPPROTO_ICMPV6;
}

/*
 * Packets of whatever protocol, for which nobody is asked before: each by itself. Not
 * over loopback, where they could be forged for whom this policy is not about.
 */
static __always_inline bool raw_may(const struct policy_head *policy, struct socket_state *state,
				    const struct peer *to)
{
	return allows_every_port(policy, to, subject_of(policy, &state->owner.process));
}

static __always_inline bool packet_may(const struct policy_head *policy, struct __sk_buff *skb,
				       struct bpf_sock *sk, struct socket_state *state,
				       struct destination *to)
{
	if (!read_destination(skb, to) || to->routed)
		return false;
	if (sk->type == SOCKET_RAW)
		return state && raw_may(policy, state, &to->peer);
	if (is_loopback(to->peer.address))
		return to->local; /* a foreign sender would be answered (IPV6_FREEBIND) */
	if (!state)
		return false;
	if (sk->protocol == IPPROTO_TCP)
		return state->mark.flags & MARK_SET &&
		       same_address(state->mark.address, to->peer.address);
	if (is_udp(sk->protocol))
		/* A connected socket of UDP-Lite has no mark: no kernel calls a hook for it. */
		return (state->mark.flags & MARK_SET || sk->protocol == IPPROTO_UDPLITE) &&
		       datagram_may(policy, sk, state, bpf_get_socket_cookie(skb), &to->peer);
	return is_ping(sk) && raw_may(policy, state, &to->peer);
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

static __always_inline enum verdict check_packet(struct __sk_buff *skb, struct bpf_sock *sk)
{
	struct policy_head *policy = the_policy();
	struct destination to = {};
	struct socket_state *state;

	if (!enforces(policy))
		return ALLOW;
	if (sk->protocol == IPPROTO_TCP && sk->state == STATE_LISTEN)
		return ALLOW; /* a listener's own packets accept a connection */
	state = bpf_sk_storage_get(&sockets, sk, 0, 0);
	if (packet_may(policy, skb, sk, state, &to))
		return ALLOW;
	report_packet(policy, skb, sk, state, &to.peer);
	return DENY;
}

static __always_inline enum verdict on_egress(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk ? bpf_sk_fullsock(skb->sk) : NULL;
	struct peer to;
	__u32 payload;

	if (!sk)
		return ALLOW; /* the kernel's own */
	if (check_packet(skb, sk) == DENY)
		return DENY;
	if (skb->ifindex == LOOPBACK && guards_packet(skb))
		return DENY;
	if (sk->protocol == IPPROTO_TCP) {
		tell_segment(skb, sk, true);
	} else if (is_udp(sk->protocol) && parse_udp(skb, true, &to, &payload)) {
		name_resolver(sk, &to);
		count_datagram(sk, true, &to, payload);
		if (to.port == DNS_PORT)
			tell_datagram(skb, sk, true, &to, payload);
	}
	return ALLOW;
}

#endif
