/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Records into the ring, and waking who reads them.
 *
 * Waking the consumer costs more than everything else here, so it is done only
 * when the consumer sleeps. The consumer sets `sleeping`, looks at the ring once
 * more and only then waits; the producer reserves its record before it exchanges
 * `sleeping`. Both are full barriers, so one of the two always sees the other:
 * no wake-up is lost. A record that is reserved but not yet submitted keeps the
 * consumer awake.
 */
#ifndef POSTERN_RING_H
#define POSTERN_RING_H

#include "maps.h"

static __always_inline struct consumer *the_consumer(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&consumers, &zero);
}

static __always_inline bool is_wanted(enum event_kind kind)
{
	struct consumer *consumer = the_consumer();

	return consumer && consumer->wanted & (1U << kind);
}

static __always_inline __u64 wake_flags(void)
{
	struct consumer *consumer = the_consumer();

	if (consumer && __sync_lock_test_and_set(&consumer->sleeping, 0))
		return BPF_RB_FORCE_WAKEUP;
	return BPF_RB_NO_WAKEUP;
}

/*
 * Room for a record of `size` bytes, or NULL, counted as one lost event of `kind`.
 * Test for NULL at once, and once: Linux 6.1's verifier takes a second test for
 * one that may fail, and misses the submit behind it.
 */
static __always_inline void *reserve(enum event_kind kind, __u32 size)
{
	struct event_header *header = bpf_ringbuf_reserve(&events, size, 0);

	if (!header) {
		count(kind);
		return NULL;
	}
	header->abi = EVENT_ABI;
	header->kind = kind;
	header->size = size;
	header->time_ns = bpf_ktime_get_ns();
	header->reserved = 0;
	return header;
}

static __always_inline void submit(void *record)
{
	bpf_ringbuf_submit(record, wake_flags());
}

#endif
