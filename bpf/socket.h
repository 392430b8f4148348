/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What every kind of socket event shares: the socket's state, its flow, its record. */
#ifndef POSTERN_SOCKET_H
#define POSTERN_SOCKET_H

#include "process.h"
#include <bpf/bpf_endian.h>

#define FAMILY_IPV6 10
#define SOCKET_RAW 3
#define IPPROTO_ICMPV6 58 /* RFC 4443 */

static __always_inline void set_v4(__u8 address[16], __u32 ip4)
{
	__u32 *words = (__u32 *)address;

	words[0] = 0;
	words[1] = 0;
	words[2] = bpf_htonl(0xffff);
	words[3] = ip4;
}

static __always_inline bool same_address(const __u8 a[16], const __u8 b[16])
{
	const __u64 *x = (const __u64 *)a, *y = (const __u64 *)b;

	return x[0] == y[0] && x[1] == y[1];
}

/* 127.0.0.0/8 and ::1: what never leaves the machine. */
static __always_inline bool is_loopback(const __u8 address[16])
{
	const __u32 *words = (const __u32 *)address;

	if (words[0] || words[1])
		return false;
	if (words[2] == bpf_htonl(0xffff))
		return (bpf_ntohl(words[3]) >> 24) == 127;
	return !words[2] && words[3] == bpf_htonl(1);
}

static __always_inline void flow_key_of(struct flow_key *key, const struct socket_state *state,
					const __u8 remote[16], __u16 port, __u16 protocol)
{
	__builtin_memset(key, 0, sizeof(*key));
	key->process = state->owner.process;
	key->cgroup_id = state->owner.cgroup_id;
	__builtin_memcpy(key->remote, remote, sizeof(key->remote));
	key->port = port;
	key->protocol = protocol;
	key->inbound = state->inbound;
}

/* Where a flow is counted. */
static __always_inline struct flow_totals *totals_of(const struct flow_key *key)
{
	struct flow_totals none = {}, *totals;
	__u32 zero = 0;
	void *table = bpf_map_lookup_elem(&flows, &zero);

	if (!table)
		return NULL; /* for the verifier: there is always one */
	totals = bpf_map_lookup_elem(table, key);
	if (totals)
		return totals;
	bpf_map_update_elem(table, key, &none, BPF_NOEXIST); /* another CPU may be first */
	totals = bpf_map_lookup_elem(table, key);
	if (!totals)
		count(COUNTER_FAILED_FLOW_MAP);
	return totals;
}

/* One more connection of the flow that the state describes. */
static __always_inline void count_connection(const struct socket_state *state, __u16 protocol)
{
	struct flow_totals *totals;
	struct flow_key key;

	flow_key_of(&key, state, state->remote, state->port, protocol);
	totals = totals_of(&key);
	if (totals)
		__sync_fetch_and_add(&totals->connections, 1);
}

static __always_inline void count_bytes(struct flow_totals *totals, __u64 sent, __u64 received)
{
	if (sent)
		__sync_fetch_and_add(&totals->bytes_sent, sent);
	if (received)
		__sync_fetch_and_add(&totals->bytes_received, received);
}

/* What a record tells of its socket, before anything is known of its ends. */
static __always_inline void set_socket(struct socket_event *event, __u64 cookie, __u16 protocol,
				       bool inbound)
{
	event->cookie = cookie;
	event->protocol = protocol;
	event->inbound = inbound;
	event->local_port = 0;
	event->remote_port = 0;
	__builtin_memset(event->local, 0, sizeof(event->local));
	__builtin_memset(event->remote, 0, sizeof(event->remote));
}

#endif
