/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The sidecar's ports are its own: nobody else in the scope may reach them from
 * inside or take them, in whatever mode the policy is, and while the sidecar is dead.
 * Asked before the verdict, about what the program asked for: what this probe itself
 * sends to one of these ports is not refused.
 */
#ifndef POSTERN_GUARD_H
#define POSTERN_GUARD_H

#include "destination.h"
#include "own.h"
#include "verdict.h"
#include <linux/errno.h>

/* Inserts and deletes: the sidecar. Reads: connect, send, bind, packets. Ports in host order. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u16);
	__type(value, __u8);
} own_ports SEC(".maps");

/*
 * Addresses of its network, besides loopback's. Inserts and deletes: the sidecar. Reads:
 * connect, send.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 1024);
	__type(key, __u8[16]);
	__type(value, __u8);
} own_addresses SEC(".maps");

static __always_inline bool is_own_port(__u16 port)
{
	return bpf_map_lookup_elem(&own_ports, &port);
}

static __always_inline bool is_in_own_network(struct bpf_sock_addr *ctx)
{
	struct consumer *consumer = the_consumer();

	return consumer && consumer->network == bpf_get_netns_cookie(ctx);
}

/* Whether somebody else is about to use a port of the sidecar's, in its network. */
static __always_inline bool uses_own_port(struct bpf_sock_addr *ctx, __u16 port)
{
	return is_own_port(port) && is_in_own_network(ctx) && !is_own();
}

static __always_inline bool is_own_address(const struct peer *peer)
{
	struct peer settled;

	settle(&settled, peer);
	return is_loopback(settled.address) || bpf_map_lookup_elem(&own_addresses, settled.address);
}

/* Like the head of a policy that refuses, with the revision of the one in force. */
static __always_inline void head_of_guard(struct policy_head *head)
{
	struct policy_head *policy = the_policy();

	__builtin_memset(head, 0, sizeof(*head));
	head->mode = MODE_ENFORCE;
	head->refusal = policy && policy->refusal ? policy->refusal : ECONNREFUSED;
	head->revision = policy ? policy->revision : 0;
}

static __always_inline void report_guarded(enum blocked_act act, struct bpf_sock_addr *ctx,
					   const struct policy_head *head, const struct peer *peer,
					   __u32 error)
{
	__u64 cookie = bpf_get_socket_cookie(ctx);
	struct owner actor;

	if (!is_news(cookie, peer))
		return;
	current_owner(&actor);
	if (!is_described(&actor.process))
		describe_current(EVENT_PROCESS);
	report_blocked(act, head, &actor, current_tid(), cookie, ctx->protocol, peer, error);
}

/* Whether a call is refused that asks for a peer. A function of its own, as describe() is. */
__noinline int guards_peer(struct bpf_sock_addr *ctx, const struct peer *peer)
{
	struct policy_head head;

	if (!peer || !uses_own_port(ctx, peer->port) || !is_own_address(peer))
		return false;
	head_of_guard(&head);
	count(COUNTER_DENIED_OWN_PORT);
	report_guarded(BLOCKED_OWN_PORT, ctx, &head, peer, head.refusal);
	bpf_set_retval(-(int)head.refusal);
	return true;
}

/* bind() to a port of the sidecar's: as if it were taken, which it is once the sidecar is back. */
static __always_inline enum verdict on_bind(struct bpf_sock_addr *ctx, const struct peer *end)
{
	struct policy_head head;

	if (!uses_own_port(ctx, end->port))
		return ALLOW;
	head_of_guard(&head);
	count(COUNTER_DENIED_BIND);
	report_guarded(BLOCKED_BIND, ctx, &head, end, EADDRINUSE);
	bpf_set_retval(-EADDRINUSE);
	return DENY;
}

/* Remembers of a socket, which never leaves its network, whether that is the sidecar's. */
static __always_inline void note_network(struct bpf_sock_addr *ctx, struct socket_state *state)
{
	if (state->network == NETWORK_UNKNOWN)
		state->network = is_in_own_network(ctx) ? NETWORK_OWN : NETWORK_OTHER;
}

/*
 * The second line: whatever leaves through loopback stays here, by an address that
 * nobody knew of when it was asked for. Loopback's own addresses are known to connect
 * and send, and behind those this probe may have chosen them itself.
 */
__noinline int guards_packet(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk ? bpf_sk_fullsock(skb->sk) : NULL;
	struct destination to = {};
	struct socket_state *state;
	struct policy_head head;

	if (!sk)
		return false;
	if (sk->protocol == IPPROTO_TCP && !is_own_port(bpf_ntohs(sk->dst_port)))
		return false; /* most of what a pod says to itself */
	if (!read_destination(skb, &to) || is_loopback(to.peer.address))
		return false;
	if (sk->protocol == IPPROTO_TCP)
		to.peer.port = bpf_ntohs(sk->dst_port);
	else if (!is_own_port(to.peer.port))
		return false;
	state = bpf_sk_storage_get(&sockets, sk, 0, 0);
	if (!state || state->inbound || state->network != NETWORK_OWN ||
	    is_owned_by_sidecar(&state->owner))
		return false;
	count(COUNTER_DENIED_OWN_PORT);
	head_of_guard(&head);
	if (is_news(bpf_get_socket_cookie(skb), &to.peer))
		report_blocked(BLOCKED_OWN_PORT, &head, &state->owner, 0,
			       bpf_get_socket_cookie(skb), sk->protocol, &to.peer, 0);
	return true;
}

#endif
