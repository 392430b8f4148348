/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * connect() and the datagrams that need none. These hooks run in the caller's
 * context whatever the route (connect, sendto, sendmsg, sendmmsg, io_uring, fast
 * open), on the kernel's own copy of the address.
 */
#ifndef POSTERN_OUTBOUND_H
#define POSTERN_OUTBOUND_H

#include "guard.h"
#include "redirect.h"
#include "verdict.h"

static __always_inline void peer_v4(struct peer *peer, struct bpf_sock_addr *ctx)
{
	set_v4(peer->address, ctx->user_ip4);
	peer->port = bpf_ntohs(ctx->user_port);
}

/* An IPv4-mapped destination needs nothing special: mapped is how IPv4 is kept. */
static __always_inline void peer_v6(struct peer *peer, struct bpf_sock_addr *ctx)
{
	__u32 *words = (__u32 *)peer->address;

	words[0] = ctx->user_ip6[0];
	words[1] = ctx->user_ip6[1];
	words[2] = ctx->user_ip6[2];
	words[3] = ctx->user_ip6[3];
	peer->port = bpf_ntohs(ctx->user_port);
}

static __always_inline void report(enum event_kind kind, struct bpf_sock_addr *ctx,
				   const struct owner *actor, const struct peer *peer)
{
	struct socket_event *event;

	if (!is_described(&actor->process))
		describe_current(EVENT_PROCESS);
	event = reserve(kind, sizeof(*event));
	if (!event)
		return;
	set_socket(event, bpf_get_socket_cookie(ctx), ctx->protocol, false);
	set_actor(&event->header, actor, current_tid());
	__builtin_memcpy(event->remote, peer->address, sizeof(event->remote));
	event->remote_port = peer->port;
	submit(event);
}

/* Whether the socket has been here before; remembers where it comes from. */
static __always_inline bool returns(struct bpf_sock_addr *ctx, const struct socket_state *state,
				    const struct peer *peer)
{
	__u64 cookie = bpf_get_socket_cookie(ctx);
	struct destination_key key;
	__u8 seen = 1;

	destination_key_of(&key, cookie, state->remote, state->remote_port);
	if (bpf_map_update_elem(&left, &key, &seen, BPF_ANY))
		count(COUNTER_FAILED_DESTINATION_MAP);
	destination_key_of(&key, cookie, peer->address, peer->port);
	return bpf_map_lookup_elem(&left, &key);
}

static __always_inline bool is_aimed_at(const struct socket_state *state, const struct peer *peer)
{
	return state->reported && state->remote_port == peer->port &&
	       same_address(state->remote, peer->address);
}

static __always_inline void aim(struct socket_state *state, const struct owner *actor,
				const struct peer *peer)
{
	state->owner = *actor;
	__builtin_memcpy(state->remote, peer->address, sizeof(state->remote));
	state->remote_port = peer->port;
	state->port = peer->port;
	state->inbound = 0;
	state->reported = 1;
	state->opened_ns = bpf_ktime_get_ns();
}

static __always_inline struct socket_state *state_of(struct bpf_sock_addr *ctx)
{
	struct socket_state *state =
		bpf_sk_storage_get(&sockets, ctx->sk, 0, BPF_SK_STORAGE_GET_F_CREATE);

	if (state)
		note_network(ctx, state);
	else
		count(COUNTER_FAILED_SOCKET_STORAGE);
	return state;
}

/*
 * Reports a destination once per socket. Most sockets have one, and pay for one
 * comparison. Without memory for a state every use is told: too often, never too
 * rarely.
 */
static __always_inline void on_outbound(enum event_kind kind, struct bpf_sock_addr *ctx,
					const struct peer *peer, struct socket_state *state)
{
	struct owner actor;

	if (state && is_aimed_at(state, peer))
		return;
	current_owner(&actor);
	if (state) {
		bool told = state->reported && returns(ctx, state, peer);

		aim(state, &actor, peer);
		if (told)
			return;
		count_connection(state, ctx->protocol);
	}
	report(kind, ctx, &actor, peer);
}

/* To the forwarder, by way of the resolver that was meant; without a state nobody could answer. */
static __always_inline enum verdict on_question(enum event_kind kind,
						const struct policy_head *policy,
						struct bpf_sock_addr *ctx, const struct peer *peer,
						struct socket_state *state, bool v6)
{
	__u16 flags = kind == EVENT_CONNECT ? MARK_CONNECTED | MARK_CONNECTING : 0;

	if (!state)
		return DENY;
	on_outbound(kind, ctx, peer, state);
	redirect(policy, ctx, state, peer, flags, v6);
	return ALLOW;
}

/* The sidecar's ports, then the verdict: what is refused was no connection. */
static __always_inline enum verdict on_connect(struct bpf_sock_addr *ctx, const struct peer *peer,
					       bool v6)
{
	struct policy_head *policy = the_policy();
	struct socket_state *state;

	if (guards_peer(ctx, peer))
		return DENY;
	state = state_of(ctx);
	if (is_to_resolver(policy, ctx, peer))
		return on_question(EVENT_CONNECT, policy, ctx, peer, state, v6);
	if (judge(BLOCKED_CONNECT, ctx, peer, state) == DENY)
		return DENY;
	on_outbound(EVENT_CONNECT, ctx, peer, state);
	return ALLOW;
}

/*
 * Whether it goes on to the forwarder that its socket was sent to: for a connected socket
 * of IPv6 with an IPv4-mapped peer the kernel asks at each datagram, about that peer.
 */
static __always_inline bool goes_on(const struct socket_state *state, const struct peer *peer)
{
	struct peer resolver;

	return stands_for(state, peer, &resolver);
}

static __always_inline enum verdict on_send(struct bpf_sock_addr *ctx, const struct peer *peer,
					    bool v6)
{
	struct policy_head *policy = the_policy();
	struct socket_state *state = state_of(ctx);

	if (goes_on(state, peer))
		return ALLOW;
	if (guards_peer(ctx, peer))
		return DENY;
	if (is_to_resolver(policy, ctx, peer))
		return on_question(EVENT_SENDTO, policy, ctx, peer, state, v6);
	if (judge(BLOCKED_SENDTO, ctx, peer, state) == DENY)
		return DENY;
	on_outbound(EVENT_SENDTO, ctx, peer, state);
	return ALLOW;
}

/* recvmsg() and getpeername(): what is said there changes, and nothing is refused. */
static __always_inline enum verdict on_peer_told_v4(struct bpf_sock_addr *ctx)
{
	struct peer end;

	peer_v4(&end, ctx);
	show_resolver(ctx, &end, false);
	return ALLOW;
}

static __always_inline enum verdict on_peer_told_v6(struct bpf_sock_addr *ctx)
{
	struct peer end;

	peer_v6(&end, ctx);
	show_resolver(ctx, &end, true);
	return ALLOW;
}

#endif
