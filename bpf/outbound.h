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
		describe(EVENT_PROCESS, task);
	event = reserve_socket_event(kind, bpf_get_socket_cookie(ctx), ctx->protocol);
	if (!event)
		return;
	set_actor(&event->header, task);
	__builtin_memcpy(event->remote, peer->address, sizeof(event->remote));
	event->remote_port = peer->port;
	submit(event);
}

/* False when this socket's last report was of the same destination. */
static __always_inline bool aim(struct socket_state *state, struct task_struct *task,
				const struct peer *peer)
{
	if (state->reported && state->remote_port == peer->port &&
	    same_address(state->remote, peer->address))
		return false;
	set_owner(state, task);
	__builtin_memcpy(state->remote, peer->address, sizeof(state->remote));
	state->remote_port = peer->port;
	state->port = peer->port;
	state->inbound = 0;
	state->reported = 1;
	return true;
}

static __always_inline struct socket_state *state_of(struct bpf_sock_addr *ctx)
{
	struct socket_state *state =
		bpf_sk_storage_get(&sockets, ctx->sk, 0, BPF_SK_STORAGE_GET_F_CREATE);

	if (!state)
		count(COUNTER_FAILED_SOCKET_STORAGE);
	return state;
}

static __always_inline void on_connect(struct bpf_sock_addr *ctx, const struct peer *peer)
{
	struct task_struct *task = current_task();
	struct socket_state *state = state_of(ctx);

	if (state) {
		if (!aim(state, task, peer))
			return;
		count_connection(state, ctx->protocol);
	}
	report(EVENT_CONNECT, ctx, task, peer);
}

static __always_inline void on_send(struct bpf_sock_addr *ctx, const struct peer *peer)
{
	struct task_struct *task = current_task();
	struct socket_state *state = state_of(ctx);
	struct datagram_key key = {.cookie = bpf_get_socket_cookie(ctx), .port = peer->port};
	__u8 seen = 1;

	if (state && !aim(state, task, peer))
		return;
	__builtin_memcpy(key.remote, peer->address, sizeof(key.remote));
	if (bpf_map_lookup_elem(&sent, &key))
		return;
	if (bpf_map_update_elem(&sent, &key, &seen, BPF_ANY))
		count(COUNTER_FAILED_SENT_MAP);
	if (state)
		count_connection(state, ctx->protocol);
	report(EVENT_SENDTO, ctx, task, peer);
}

#endif
