/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What TCP itself tells of a socket's life: listening, being connected to, and
 * how many bytes went either way. Only listen() runs as the process; the others
 * run wherever a packet or a timer does, and take their owner from the socket.
 */
#ifndef POSTERN_TCP_H
#define POSTERN_TCP_H

#include "socket.h"
#include <linux/errno.h>

/* TCP states as `args` of a state callback give them (RFC 9293, Linux's order). */
enum tcp_state {
	STATE_SYN_SENT = 2,
	STATE_FIN_WAIT1 = 4,
	STATE_FIN_WAIT2 = 5,
	STATE_CLOSE = 7,
	STATE_LAST_ACK = 9,
	STATE_CLOSING = 11,
};

/* enum sock_flags, SOCK_DONE: the peer's FIN has come. */
#define SOCKET_FLAG_DONE 1

#define FAMILY_IPV6 10

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

/* A socket may connect again, and its totals begin anew; so do those cloned from a listener. */
static __always_inline void begin_connection(struct socket_state *state)
{
	state->bytes_sent = 0;
	state->bytes_received = 0;
	state->opened_ns = bpf_ktime_get_ns();
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
	begin_connection(state);
	watch_states(ctx);
	count_connection(state, IPPROTO_TCP);
	event = reserve(EVENT_ACCEPT, sizeof(*event));
	if (!event)
		return;
	set_tcp_socket(event, ctx, state);
	submit(event);
}

/*
 * The kernel's totals count a SYN and a FIN as a byte each, once the other side
 * has acknowledged them; neither is payload.
 */
static __always_inline __u64 payload_sent(struct tcp_sock *tcp, bool active, __u32 from)
{
	bool fin = from == STATE_FIN_WAIT1 || from == STATE_FIN_WAIT2 || from == STATE_CLOSING ||
		   from == STATE_LAST_ACK;
	__u64 control = (active ? 1 : 0) + (fin && tcp->snd_una == tcp->write_seq ? 1 : 0);

	return tcp->bytes_acked > control ? tcp->bytes_acked - control : 0;
}

static __always_inline __u64 payload_received(struct tcp_sock *tcp)
{
	bool fin = BPF_CORE_READ((struct sock *)tcp, __sk_common.skc_flags) &
		   (1UL << SOCKET_FLAG_DONE);
	__u64 received = tcp->bytes_received;

	return fin && received ? received - 1 : received;
}

/* How long the connection has lasted; 0 when it is older than the probe. */
static __always_inline __u64 age(const struct socket_state *state)
{
	return state->opened_ns ? bpf_ktime_get_ns() - state->opened_ns : 0;
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

static __always_inline enum failure_reason failure_reason_of(int error)
{
	switch (error) {
	case ECONNREFUSED:
		return FAILURE_REFUSED;
	case ETIMEDOUT:
		return FAILURE_TIMED_OUT;
	case EHOSTUNREACH:
	case ENETUNREACH:
		return FAILURE_UNREACHABLE;
	case 0:
		return FAILURE_ABANDONED;
	default:
		return FAILURE_OTHER;
	}
}

static __always_inline void count_failure(struct flow_totals *totals, struct tcp_sock *tcp)
{
	enum failure_reason reason = failure_reason_of(BPF_CORE_READ((struct sock *)tcp, sk_err));

	if (reason < FAILURE_REASONS)
		__sync_fetch_and_add(&totals->failures[reason], 1);
}

static __always_inline void count_end(struct flow_totals *totals, const struct socket_state *state)
{
	__u64 duration_ns = age(state);
	__u64 bound = DURATION_FIRST_NS;
	__u32 class = 0;

	if (!state->opened_ns)
		return;

	for (int i = 0; i < DURATION_CLASSES - 1; i++, bound *= DURATION_FACTOR)
		class += duration_ns > bound;
	class &= DURATION_CLASSES - 1; /* changes nothing, but the verifier sees it */
	__sync_fetch_and_add(&totals->durations[class], 1);
	__sync_fetch_and_add(&totals->duration_ns, duration_ns);
}

static __always_inline struct flow_totals *tcp_totals_of(const struct socket_state *state)
{
	struct flow_key key;

	flow_key_of(&key, state, state->remote, state->port, IPPROTO_TCP);
	return totals_of(&key);
}

/* Adds what came and went since the last time to the flow; nothing takes no room in the table. */
static __always_inline void count_progress(struct socket_state *state, struct tcp_sock *tcp,
					   __u32 tcp_state)
{
	__u64 sent = payload_sent(tcp, !state->inbound, tcp_state);
	__u64 received = payload_received(tcp);
	struct flow_totals *totals;

	if (sent == state->bytes_sent && received == state->bytes_received)
		return;
	totals = tcp_totals_of(state);
	if (totals)
		count_bytes(totals, sent - state->bytes_sent, received - state->bytes_received);
	state->bytes_sent = sent;
	state->bytes_received = received;
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
		watch_states(ctx);
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
