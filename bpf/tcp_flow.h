/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What a TCP connection adds to its flow: payload, how long it lasted, why it failed. */
#ifndef POSTERN_TCP_FLOW_H
#define POSTERN_TCP_FLOW_H

#include "socket.h"
#include <linux/errno.h>

/* TCP states as `args` of a state callback give them (RFC 9293, Linux's order). */
enum tcp_state {
	STATE_SYN_SENT = 2,
	STATE_FIN_WAIT1 = 4,
	STATE_FIN_WAIT2 = 5,
	STATE_CLOSE = 7,
	STATE_LAST_ACK = 9,
	STATE_LISTEN = 10,
	STATE_CLOSING = 11,
};

/* enum sock_flags, SOCK_DONE: the peer's FIN has come. */
#define SOCKET_FLAG_DONE 1

/* A socket may connect again, and its totals begin anew; so do those cloned from a listener. */
static __always_inline void begin_connection(struct socket_state *state)
{
	state->bytes_sent = 0;
	state->bytes_received = 0;
	state->opened_ns = bpf_ktime_get_ns();
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

#endif
