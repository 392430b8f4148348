/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * connect() and the datagrams that need none. These hooks run in the caller's
 * context whatever the route (connect, sendto, sendmsg, sendmmsg, io_uring, fast
 * open), on the kernel's own copy of the address.
 */
#ifndef POSTERN_OUTBOUND_H
#define POSTERN_OUTBOUND_H

#include "socket.h"

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
				   struct task_struct *task, const struct peer *peer)
{
	struct process_key key = process_key_of(task);
	struct socket_event *event;

	if (!is_described(&key))
		describe_current(EVENT_PROCESS);
	event = reserve(kind, sizeof(*event));
	if (!event)
		return;
	set_socket(event, bpf_get_socket_cookie(ctx), ctx->protocol, false);
	set_actor(&event->header, task);
	__builtin_memcpy(event->remote, peer->address, sizeof(event->remote));
	event->remote_port = peer->port;
	submit(event);
}

static __always_inline void destination_key_of(struct destination_key *key, __u64 cookie,
					       const __u8 remote[16], __u16 port)
{
	__builtin_memset(key, 0, sizeof(*key));
	key->cookie = cookie;
	key->port = port;
	__builtin_memcpy(key->remote, remote, sizeof(key->remote));
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

/*
 * Points the socket at a destination; false when that was reported before. Most
 * sockets have one destination, and pay for one comparison.
 */
static __always_inline bool aim(struct bpf_sock_addr *ctx, struct socket_state *state,
				struct task_struct *task, const struct peer *peer)
{
	bool first = true;

	if (state->reported) {
		if (state->remote_port == peer->port && same_address(state->remote, peer->address))
			return false;
		first = !returns(ctx, state, peer);
	}
	set_owner(&state->owner, task);
	__builtin_memcpy(state->remote, peer->address, sizeof(state->remote));
	state->remote_port = peer->port;
	state->port = peer->port;
	state->inbound = 0;
	state->reported = 1;
	state->opened_ns = bpf_ktime_get_ns();
	return first;
}

static __always_inline struct socket_state *state_of(struct bpf_sock_addr *ctx)
{
	struct socket_state *state =
		bpf_sk_storage_get(&sockets, ctx->sk, 0, BPF_SK_STORAGE_GET_F_CREATE);

	if (!state)
		count(COUNTER_FAILED_SOCKET_STORAGE);
	return state;
}

/* Without memory for a state, every use of the socket is told: too often, never too rarely. */
static __always_inline void on_outbound(enum event_kind kind, struct bpf_sock_addr *ctx,
					const struct peer *peer)
{
	struct task_struct *task = current_task();
	struct socket_state *state = state_of(ctx);

	if (state) {
		if (!aim(ctx, state, task, peer))
			return;
		count_connection(state, ctx->protocol);
	}
	report(kind, ctx, task, peer);
}

#endif
