/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Every map, with who inserts, who deletes and who reads. */
#ifndef POSTERN_MAPS_H
#define POSTERN_MAPS_H

#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include "event.h"

/* Inserts: every program, by emit. Deletes: the consumer. Reads: the consumer. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4 << 20); /* the loader sets the size asked for */
} events SEC(".maps");

/* One entry, mapped into the consumer. Both write and read it. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct consumer);
} consumers SEC(".maps");

/* Inserts: every program, by count. Deletes: nobody. Reads: the consumer. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, COUNTERS);
	__type(key, __u32);
	__type(value, __u64);
} counters SEC(".maps");

/* Inserts: the loader, the scope's one cgroup. Deletes: nobody. Reads: process hooks. */
struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} scope SEC(".maps");

/*
 * Images that the consumer has been told of, by pid. Inserts: exec, fork, and
 * whatever meets an image first. Deletes: exit, and eviction, which only costs
 * telling again. Reads: every event's producer.
 */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 16384);
	__type(key, __u32);
	__type(value, struct process_key);
} described SEC(".maps");

struct owner {
	struct process_key process;
	__u64 cgroup_id;
	__u32 uid;
	__u32 gid;
};

enum mark_flag {
	MARK_SET = 1,
	MARK_CONNECTED = 2,  /* by connect(), whatever a parent's program made of the address */
	MARK_CONNECTING = 4, /* TCP has not begun yet: a parent's program may change the address */
	MARK_ANSWER = 8,     /* to a peer that sent first */
};

/* Where a socket's packets may go. */
struct mark {
	__u8 address[16];
	__u32 revision; /* of the policy that allowed it */
	__u16 port;
	__u16 flags;  /* enum mark_flag */
	__u32 sender; /* thread with an allowed datagram under way; 0: none */
	__u32 reserved;
};

enum network {
	NETWORK_UNKNOWN, /* nobody has asked */
	NETWORK_OWN,	 /* the sidecar's */
	NETWORK_OTHER,
};

/* What a socket is for, and whose it is: never asked of `current` later on. */
struct socket_state {
	struct owner owner;
	struct mark mark;
	__u8 remote[16];   /* last destination reported */
	__u8 resolver[16]; /* that the forwarder stands for */
	__u16 port;	   /* with remote: the responder's port of the flow */
	__u16 remote_port;
	__u8 inbound;
	__u8 reported;
	__u8 network; /* enum network */
	__u8 tried;   /* was connected without leave to send: see is_trial() */
	__u8 reserved[2];
	__u16 forwarder_port; /* 0: it was never sent there */
	__u64 bytes_sent;     /* already added to the flow */
	__u64 bytes_received;
	__u64 opened_ns; /* 0: before the probe was there */
};

/*
 * Inserts: connect, send, listen. Deletes: the kernel, with the socket. Reads:
 * TCP and packet hooks. An accepted socket starts with a copy of its listener's.
 */
struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC | BPF_F_CLONE);
	__type(key, int);
	__type(value, struct socket_state);
} sockets SEC(".maps");

/*
 * Whose the sockets are that processes older than the probe hold, by the socket's address in the
 * kernel. Inserts: the walk over processes. Deletes: the iterators, which adopt
 * them, and afterwards the loader, because addresses are used again. Reads: they.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 65536);
	__type(key, __u64);
	__type(value, struct owner);
} holders SEC(".maps");

/* Ports on which the scope listened when the probe came. Inserts and reads: the TCP iterator. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 1024);
	__type(key, __u16);
	__type(value, __u8);
} listening SEC(".maps");

struct peer {
	__u8 address[16];
	__u16 port;
};

struct destination_key {
	__u64 cookie;
	__u8 remote[16];
	__u16 port;
	__u16 reserved[3];
};

/*
 * Reported destinations that a socket has turned away from. Inserts: connect,
 * send. Deletes: eviction, which only costs reporting again. Reads: the same.
 */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 16384);
	__type(key, struct destination_key);
	__type(value, __u8);
} left SEC(".maps");

/*
 * Refused destinations that have been told of. Inserts: connect, send, packets.
 * Deletes: eviction, which only costs telling again. Reads: the same.
 */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 16384);
	__type(key, struct destination_key);
	__type(value, __u8);
} refused SEC(".maps");

/*
 * Peers that datagrams came from, and when: they may be answered for a while.
 * Inserts: packets. Deletes: eviction, after which an answer is refused. Reads:
 * connect, send, packets.
 */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 16384);
	__type(key, struct destination_key);
	__type(value, __u64);
} heard SEC(".maps");

/* Inserts: connect, send, accept, bytes. Deletes: the consumer, while it is not in use. */
struct flow_table {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 16384);
	__type(key, struct flow_key);
	__type(value, struct flow_totals);
} flows_a SEC(".maps"), flows_b SEC(".maps");

/*
 * The table in use. The consumer puts the other one here and empties the first: when the exchange
 * returns, no program still has the old one in hand, so nothing is counted twice or not at all.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__array(values, struct flow_table);
} flows SEC(".maps") = {.values = {&flows_a}};

static __always_inline void count(__u32 counter)
{
	__u64 *value = bpf_map_lookup_elem(&counters, &counter);

	if (value)
		__sync_fetch_and_add(value, 1); /* a program may be preempted by another */
}

#endif
