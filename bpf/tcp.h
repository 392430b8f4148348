/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What TCP itself tells of a socket's life: listening, being connected to, and
 * how many bytes went either way. Only listen() runs as the process; the others
 * run wherever a packet or a timer does, and take their owner from the socket.
 */
#ifndef POSTERN_TCP_H
#define POSTERN_TCP_H

#include "dns.h"
#include "tcp_flow.h"
#include "verdict.h"

static __always_inline void local_end(__u8 address[16], struct bpf_sock_ops *ctx)
{
	__u32 *words = (__u32 *)address;

	if (ctx->family != FAMILY_IPV6) {
		set_v4(address, ctx->local_ip4);
		return;
	}
	words[0] = ctx->local_ip6[0];
	words[1] = ctx->local_ip6[1];
	words[2] = ctx->local_ip6[2];
	words[3] = ctx->local_ip6[3];
}

static __always_inline void remote_end(__u8 address[16], struct bpf_sock_ops *ctx)
{
	__u32 *words = (__u32 *)address;

	if (ctx->family != FAMILY_IPV6) {
		set_v4(address, ctx->remote_ip4);
		return;
	}
	words[0] = ctx->remote_ip6[0];
	words[1] = ctx->remote_ip6[1];
	words[2] = ctx->remote_ip6[2];
	words[3] = ctx->remote_ip6[3];
}

static __always_inline struct socket_state *tcp_state_of(struct bpf_sock_ops *ctx, __u64 flags)
{
	struct bpf_sock *sk = ctx->sk;

	return sk ? bpf_sk_storage_get(&sockets, sk, 0, flags) : NULL;
}

static __always_inline void watch_states(struct bpf_sock_ops *ctx)
{
	if (bpf_sock_ops_cb_flags_set(ctx, ctx->bpf_sock_ops_cb_flags | BPF_SOCK_OPS_STATE_CB_FLAG))
		count(COUNTER_FAILED_STATE_CALLBACK);
}

static __always_inline void on_listen(struct bpf_sock_ops *ctx)
{
	struct socket_state *state = tcp_state_of(ctx, BPF_SK_STORAGE_GET_F_CREATE);
	struct socket_event *event;
	struct owner actor;

	current_owner(&actor);
	if (state)
		state->owner = actor;
	else
		count(COUNTER_FAILED_SOCKET_STORAGE);
	if (!is_described(&actor.process))
		describe_current(EVENT_PROCESS);
	event = reserve(EVENT_LISTEN, sizeof(*event));
	if (!event)
		return;
	set_socket(event, bpf_get_socket_cookie(ctx), IPPROTO_TCP, true);
	set_actor(&event->header, &actor, current_tid());
	local_end(event->local, ctx);
	event->local_port = ctx->local_port;
	submit(event);
}

/* A connection to the forwarder is one to the resolver that was meant. */
static __always_inline void name_resolver_of(struct socket_event *event,
					     const struct socket_state *state)
{
	struct peer end = {.port = event->remote_port}, resolver;

	__builtin_memcpy(end.address, event->remote, sizeof(end.address));
	if (!stands_for(state, &end, &resolver))
		return;
	__builtin_memcpy(event->remote, resolver.address, sizeof(resolver.address));
	event->remote_port = resolver.port;
}

/* Both ends and the owner of a connection that has them. */
static __always_inline void set_tcp_socket(struct socket_event *event, struct bpf_sock_ops *ctx,
					   const struct socket_state *state)
{
	set_socket(event, bpf_get_socket_cookie(ctx), IPPROTO_TCP, state->inbound);
	set_actor(&event->header, &state->owner, 0);
	local_end(event->local, ctx);
	event->local_port = ctx->local_port;
	remote_end(event->remote, ctx);
	event->remote_port = bpf_ntohl(ctx->remote_port);
	name_resolver_of(event, state);
}

static __always_inline void on_accepted(struct bpf_sock_ops *ctx)
{
	struct socket_state *state = tcp_state_of(ctx, BPF_SK_STORAGE_GET_F_CREATE);
	struct socket_event *event;

	if (!state) {
		count(COUNTER_FAILED_SOCKET_STORAGE);
		return;
	}
	remote_end(state->remote, ctx);
	state->remote_port = bpf_ntohl(ctx->remote_port);
	state->port = ctx->local_port;
	state->inbound = 1;
	state->reported = 1;
	mark_accepted(state);
	begin_connection(state);
	watch_states(ctx);
	count_connection(state, IPPROTO_TCP);
	event = reserve(EVENT_ACCEPT, sizeof(*event));
	if (!event)
		return;
	set_tcp_socket(event, ctx, state);
	submit(event);
}

/* The first packet is about to leave: the mark is for what a parent's program made of the address.
 */
static __always_inline void on_connecting(struct bpf_sock_ops *ctx)
{
	struct socket_state *state = tcp_state_of(ctx, 0);

	watch_states(ctx);
	if (!state || !(state->mark.flags & MARK_CONNECTING))
		return;
	remote_end(state->mark.address, ctx);
	state->mark.port = bpf_ntohl(ctx->remote_port);
	state->mark.flags &= ~MARK_CONNECTING;
}

static __always_inline void report_stage(enum event_kind kind, struct bpf_sock_ops *ctx,
					 const struct socket_state *state, struct tcp_sock *tcp)
{
	struct stage_event *event;

	if (!is_wanted(kind))
		return;
	event = reserve(kind, sizeof(*event));
	if (!event)
		return;
	set_tcp_socket(&event->socket, ctx, state);
	event->duration_ns = age(state);
	event->bytes_sent = state->bytes_sent;
	event->bytes_received = state->bytes_received;
	event->srtt_us = tcp->srtt_us >> 3; /* the kernel keeps eighths */
	event->error = kind == EVENT_FAILED ? BPF_CORE_READ((struct sock *)tcp, sk_err) : 0;
	submit(event);
}

static __always_inline struct tcp_sock *tcp_sock_of(struct bpf_sock_ops *ctx)
{
	struct bpf_sock *sk = ctx->sk;

	return sk ? bpf_skc_to_tcp_sock(sk) : NULL;
}

static __always_inline void on_established(struct bpf_sock_ops *ctx)
{
	struct socket_state *state;
	struct tcp_sock *tcp;

	if (!is_wanted(EVENT_ESTABLISHED))
		return;
	state = tcp_state_of(ctx, 0);
	tcp = tcp_sock_of(ctx);
	if (state && tcp)
		report_stage(EVENT_ESTABLISHED, ctx, state, tcp);
}

static __always_inline void on_end(struct bpf_sock_ops *ctx, struct socket_state *state,
				   struct tcp_sock *tcp, bool failed)
{
	struct flow_totals *totals = tcp_totals_of(state);

	if (totals && failed)
		count_failure(totals, tcp);
	else if (totals)
		count_end(totals, state);
	report_stage(failed ? EVENT_FAILED : EVENT_CLOSED, ctx, state, tcp);
}

/*
 * Counts when this side has said its last and when the connection is gone, which
 * is when it is reported; in between the iterator over open sockets counts.
 */
static __always_inline void on_state(struct bpf_sock_ops *ctx)
{
	__u32 from = ctx->args[0], to = ctx->args[1];
	struct socket_state *state;
	struct tcp_sock *tcp;

	if (to != STATE_SYN_SENT && to != STATE_FIN_WAIT1 && to != STATE_LAST_ACK &&
	    to != STATE_CLOSE)
		return;
	state = tcp_state_of(ctx, 0);
	tcp = tcp_sock_of(ctx);
	if (!state || !tcp)
		return;
	if (to == STATE_SYN_SENT) { /* once more: the first time nobody watches yet */
		begin_connection(state);
		return;
	}
	count_progress(state, tcp, from);
	if (to == STATE_CLOSE)
		on_end(ctx, state, tcp, from == STATE_SYN_SENT);
}

static __always_inline void on_tcp(struct bpf_sock_ops *ctx)
{
	switch (ctx->op) {
	case BPF_SOCK_OPS_TCP_LISTEN_CB:
		on_listen(ctx);
		break;
	case BPF_SOCK_OPS_TCP_CONNECT_CB:
		on_connecting(ctx);
		break;
	case BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB:
		on_established(ctx);
		break;
	case BPF_SOCK_OPS_PASSIVE_ESTABLISHED_CB:
		on_accepted(ctx);
		break;
	case BPF_SOCK_OPS_STATE_CB:
		on_state(ctx);
		break;
	}
}

#endif
