/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What is older than the probe. One walk over the host's processes tells of those
 * in the scope and notes which sockets they hold; the socket iterators then give
 * those sockets their owner. The walk is not iter/task, because that shows only
 * the reader's own pid namespace, and a sidecar has one of its own.
 */
#ifndef POSTERN_SNAPSHOT_H
#define POSTERN_SNAPSHOT_H

#include "own.h"
#include "tcp.h"

#define MOST_PROCESSES (1 << 22) /* PID_MAX_LIMIT */
#define MOST_DESCRIPTORS (1 << 20)
#define FILE_TYPE 0170000
#define SOCKET_FILE 0140000
#define FAMILY_IPV4 2

/* Missing from the headers before Linux 6.12, which brought it. */
#define SOCKOPT_CALLBACK_FLAGS 1008 /* TCP_BPF_SOCK_OPS_CB_FLAGS */
#define LEVEL_TCP 6

struct process_walk {
	struct task_struct *task;
	struct task_struct *first;
	__u64 scope_id;
};

struct descriptor_walk {
	struct file **files;
	struct owner owner;
};

/* Of several processes with one socket, its owner is who comes first on the walk. */
static long note_socket(__u32 descriptor, struct descriptor_walk *walk)
{
	struct file *file = NULL;
	struct socket *socket;
	struct sock *sk;
	__u16 family;
	__u64 address;

	bpf_probe_read_kernel(&file, sizeof(file), walk->files + descriptor);
	if (!file || (BPF_CORE_READ(file, f_inode, i_mode) & FILE_TYPE) != SOCKET_FILE)
		return 0;
	socket = BPF_CORE_READ(file, private_data);
	sk = BPF_CORE_READ(socket, sk);
	family = BPF_CORE_READ(sk, __sk_common.skc_family);
	if (family != FAMILY_IPV4 && family != FAMILY_IPV6)
		return 0;
	address = (__u64)sk;
	if (bpf_map_update_elem(&holders, &address, &walk->owner, BPF_NOEXIST) == -E2BIG)
		count(COUNTER_FAILED_SOCKET_STORAGE);
	return 0;
}

static __always_inline void note_sockets(struct task_struct *task)
{
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	__u32 descriptors = BPF_CORE_READ(table, max_fds);
	struct descriptor_walk walk = {.files = BPF_CORE_READ(table, fd)};

	if (descriptors > MOST_DESCRIPTORS)
		descriptors = MOST_DESCRIPTORS;
	owner_of(&walk.owner, task);
	bpf_loop(descriptors, note_socket, &walk, 0);
}

static long visit_process(__u32 index, struct process_walk *walk)
{
	struct task_struct *task = walk->task;

	if (is_in_cgroup(task, walk->scope_id)) {
		struct process_key key = process_key_of(task);

		if (!is_described(&key))
			describe((__u64)task, EVENT_PROCESS);
		note_image((__u64)task);
		note_sockets(task);
	}
	walk->task = (void *)BPF_CORE_READ(task, tasks.next) -
		     bpf_core_field_offset(struct task_struct, tasks);
	return walk->task == walk->first;
}

/*
 * Once round the list of the host's processes, from the caller's own, which stays.
 * Entries that are taken out meanwhile still lead on, because this runs under RCU.
 */
static __always_inline void walk_processes(__u64 scope_id)
{
	struct task_struct *first = BPF_CORE_READ(current_task(), group_leader);
	struct process_walk walk = {.task = first, .first = first, .scope_id = scope_id};

	bpf_loop(MOST_PROCESSES, visit_process, &walk, 0);
}

static __always_inline void set_remote(struct socket_state *state, struct sock_common *sk)
{
	if (sk->skc_family == FAMILY_IPV6)
		BPF_CORE_READ_INTO(&state->remote, sk, skc_v6_daddr);
	else
		set_v4(state->remote, sk->skc_daddr);
	state->remote_port = bpf_ntohs(sk->skc_dport);
	state->reported = 1;
}

/* Linux 6.5. Without it what is cut hears nothing more, and times out. */
extern int bpf_sock_destroy(struct sock_common *sk) __ksym __weak;

/*
 * What was connected before the probe came may go on if it came in, or if the
 * policy would have allowed it; otherwise it has no mark, and no packet of its passes.
 */
static __always_inline void mark_older(struct sock_common *sk, struct socket_state *state,
				       __u32 protocol)
{
	struct policy_head *policy = the_policy();
	struct peer peer = {.port = state->remote_port};

	__builtin_memcpy(peer.address, state->remote, sizeof(peer.address));
	if (state->inbound)
		mark_accepted(state);
	else if (!enforces(policy) || is_loopback(peer.address) ||
		 allows(policy->generation, &peer, protocol,
			subject_of(policy, &state->owner.process)))
		set_mark(&state->mark, &peer, policy, 0);
	else if (bpf_sock_destroy)
		bpf_sock_destroy(sk);
}

/* Takes the noted owner of a socket; false when there is none. */
static __always_inline bool take_holder(struct sock_common *sk, struct owner *owner)
{
	__u64 address = (__u64)sk;
	struct owner *holder = bpf_map_lookup_elem(&holders, &address);

	if (!holder)
		return false;
	*owner = *holder;
	bpf_map_delete_elem(&holders, &address);
	return true;
}

/*
 * Listeners come first in the iteration; a connection to a port of theirs was
 * accepted. Its bytes so far are not counted, its later ones are.
 */
static __always_inline void adopt_tcp(struct tcp_sock *tcp, struct sock_common *sk,
				      const struct owner *owner)
{
	int flags = BPF_SOCK_OPS_STATE_CB_FLAG;
	__u16 port = sk->skc_num;
	struct socket_state *state;
	__u8 yes = 1;

	state = bpf_sk_storage_get(&sockets, tcp, 0, BPF_SK_STORAGE_GET_F_CREATE);
	if (!state) {
		count(COUNTER_FAILED_SOCKET_STORAGE);
		return;
	}
	if (state->owner.process.pid)
		return; /* it has been used since the probe came */
	state->owner = *owner;
	if (sk->skc_state == STATE_LISTEN) {
		bpf_map_update_elem(&listening, &port, &yes, BPF_ANY);
		return;
	}
	if (sk->skc_state == STATE_CLOSE)
		return; /* not connected yet */
	set_remote(state, sk);
	state->inbound = bpf_map_lookup_elem(&listening, &port) != NULL;
	state->port = state->inbound ? port : state->remote_port;
	state->bytes_sent = payload_sent(tcp, !state->inbound, sk->skc_state);
	state->bytes_received = payload_received(tcp);
	mark_older(sk, state, IPPROTO_TCP);
	count_connection(state, IPPROTO_TCP);
	if (bpf_setsockopt(tcp, LEVEL_TCP, SOCKOPT_CALLBACK_FLAGS, &flags, sizeof(flags)))
		count(COUNTER_FAILED_STATE_CALLBACK);
}

static __always_inline bool is_connection(const struct socket_state *state, struct sock_common *sk)
{
	return state->reported && sk->skc_state != STATE_LISTEN && sk->skc_state != STATE_CLOSE;
}

static __always_inline void count_open(struct tcp_sock *tcp, struct sock_common *sk)
{
	struct socket_state *state = bpf_sk_storage_get(&sockets, tcp, 0, 0);

	if (state && is_connection(state, sk))
		count_progress(state, tcp, sk->skc_state);
}

/* Every TCP socket, when flows shall be up to date; one older than the probe is adopted first. */
static __always_inline void on_open_tcp(struct sock_common *sk)
{
	struct tcp_sock *tcp = bpf_skc_to_tcp_sock(sk);
	struct owner owner;

	if (!tcp)
		return;
	if (take_holder(sk, &owner))
		adopt_tcp(tcp, sk, &owner);
	count_open(tcp, sk);
}

static __always_inline void on_open_udp(struct udp_sock *udp)
{
	struct sock_common *sk = &udp->inet.sk.__sk_common;
	struct socket_state *state;
	struct owner owner;

	if (!take_holder(sk, &owner))
		return;
	state = bpf_sk_storage_get(&sockets, udp, 0, BPF_SK_STORAGE_GET_F_CREATE);
	if (!state) {
		count(COUNTER_FAILED_SOCKET_STORAGE);
		return;
	}
	if (state->owner.process.pid)
		return;
	state->owner = owner;
	if (!sk->skc_dport)
		return; /* not connected: its first datagram will be reported */
	set_remote(state, sk);
	state->port = state->remote_port;
	mark_older(sk, state, IPPROTO_UDP);
	count_connection(state, IPPROTO_UDP);
}

#endif
