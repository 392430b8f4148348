/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The egress policy as maps, and the one question they answer. There are two
 * generations of everything, made at load, and one verdict uses one of them.
 */
#ifndef POSTERN_POLICY_H
#define POSTERN_POLICY_H

#include "maps.h"
#include "policy_abi.h"
#include <bpf/bpf_endian.h>

/* Inserts: the sidecar, all of them. Deletes: the sidecar, in the generation not in force. */
struct destination_table {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 1 << 20);
	__type(key, struct destination_prefix);
	__type(value, __u32);
} destinations_a SEC(".maps"), destinations_b SEC(".maps");

struct allowance_table {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 1 << 20);
	__type(key, struct allowance_prefix);
	__type(value, __u64);
} allowances_a SEC(".maps"), allowances_b SEC(".maps");

struct executable_table {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 1 << 14);
	__type(key, struct executable);
	__type(value, __u32);
} executables_a SEC(".maps"), executables_b SEC(".maps");

struct head_table {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct policy_head);
} head_a SEC(".maps"), head_b SEC(".maps");

/*
 * The head in force. The sidecar fills the tables that are not in use, reads them
 * back and puts their head here: one store, after which, as with flows, no program
 * still has the old head in hand. A verdict reads it once.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__array(values, struct head_table);
} policy_in_force SEC(".maps") = {.values = {&head_a}};

/* Inserts and deletes: the sidecar. Reads: connect, send, packets. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, struct own_destination);
	__type(value, __u8);
} own_destinations SEC(".maps");

/* Inserts, deletes and reads: the sidecar. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 1 << 14);
	__type(key, struct learned_name);
	__type(value, __u64);
} learned_names SEC(".maps");

/* The policy in force; its mode is MODE_NONE until there is one. */
static __always_inline struct policy_head *the_policy(void)
{
	__u32 zero = 0;
	void *table = bpf_map_lookup_elem(&policy_in_force, &zero);

	return table ? bpf_map_lookup_elem(table, &zero) : NULL;
}

static __always_inline bool judges(const struct policy_head *policy)
{
	return policy && policy->mode >= MODE_AUDIT;
}

static __always_inline bool enforces(const struct policy_head *policy)
{
	return policy && policy->mode == MODE_ENFORCE;
}

#define PREFIX_BITS(type) ((sizeof(struct type) - sizeof(__u32)) * 8)

static __always_inline __u32 *class_of(__u32 generation, const __u8 address[16])
{
	struct destination_prefix key = {.bits = PREFIX_BITS(destination_prefix)};

	__builtin_memcpy(key.address, address, sizeof(key.address));
	return generation ? bpf_map_lookup_elem(&destinations_b, &key)
			  : bpf_map_lookup_elem(&destinations_a, &key);
}

/* Whether a name leads to an address at which something is allowed. */
static __always_inline bool is_named(__u32 generation, const __u8 address[16])
{
	__u32 *class = class_of(generation, address);

	return class && *class & DESTINATION_NAMED;
}

static __always_inline bool may(__u32 generation, const struct allowance_prefix *key)
{
	__u64 *until = generation ? bpf_map_lookup_elem(&allowances_b, key)
				  : bpf_map_lookup_elem(&allowances_a, key);

	return until && (*until == ~0ULL || *until > bpf_ktime_get_boot_ns());
}

/*
 * Whether a subject may send to a peer; 0 is any program that no entry names. What
 * all may, a named program may too. A function of its own, as describe() is.
 */
__noinline int allows(__u32 generation, const struct peer *peer, __u32 protocol, __u32 subject)
{
	struct allowance_prefix key = {
		.bits = PREFIX_BITS(allowance_prefix),
		.subject = subject,
		.protocol = protocol,
	};
	__u32 *class;

	if (!peer)
		return false;
	key.port = bpf_htons(peer->port);
	class = class_of(generation, peer->address);
	if (!class)
		return false;
	key.class = *class & ~DESTINATION_NAMED;
	if (subject && may(generation, &key))
		return true;
	key.subject = 0;
	return may(generation, &key);
}

#endif
