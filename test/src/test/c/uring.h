/* SPDX-License-Identifier: Apache-2.0 */
/*
 * As much of io_uring as the testers use, on the system calls themselves. Numbers
 * that are younger than Linux 6.1's headers are given here.
 */
#ifndef POSTERN_URING_H
#define POSTERN_URING_H

#include "tester.h"
#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/syscall.h>

enum { RING_ENTRIES = 8 };

struct ring {
	int fd;
	bool polled; /* by a thread of the kernel's: submitting is no system call */
	__u32 *sq_head, *sq_tail, *sq_mask, *sq_flags, *sq_array;
	__u32 *cq_head, *cq_tail, *cq_mask;
	struct io_uring_cqe *cqes;
	struct io_uring_sqe *sqes;
	__u32 added;
};

/* How requests are carried out: within the call, by a worker, by the polling thread. */
struct mode {
	bool polled;
	__u8 sqe_flags;
};

static inline struct mode mode_of(const char *name)
{
	struct mode mode = {0};

	if (!strcmp(name, "worker"))
		mode.sqe_flags = IOSQE_ASYNC;
	else if (!strcmp(name, "polled"))
		mode.polled = true;
	else
		usage(!strcmp(name, "direct"), "... MODE: direct, worker or polled");
	return mode;
}

static inline void *ring_map(int fd, size_t bytes, off_t what)
{
	void *mapped =
		mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, what);

	if (mapped == MAP_FAILED)
		fail("mmap");
	return mapped;
}

static inline struct ring ring_open(struct mode mode)
{
	struct io_uring_params setup = {0};
	struct ring ring = {.polled = mode.polled};
	char *sq, *cq;

	if (mode.polled) {
		setup.flags = IORING_SETUP_SQPOLL;
		setup.sq_thread_idle = 1000;
	}
	ring.fd = must("io_uring_setup", syscall(__NR_io_uring_setup, RING_ENTRIES, &setup));
	sq = ring_map(ring.fd, setup.sq_off.array + setup.sq_entries * sizeof(__u32),
		      IORING_OFF_SQ_RING);
	cq = ring_map(ring.fd, setup.cq_off.cqes + setup.cq_entries * sizeof(struct io_uring_cqe),
		      IORING_OFF_CQ_RING);
	ring.sqes =
		ring_map(ring.fd, setup.sq_entries * sizeof(struct io_uring_sqe), IORING_OFF_SQES);
	ring.sq_head = (void *)(sq + setup.sq_off.head);
	ring.sq_tail = (void *)(sq + setup.sq_off.tail);
	ring.sq_mask = (void *)(sq + setup.sq_off.ring_mask);
	ring.sq_flags = (void *)(sq + setup.sq_off.flags);
	ring.sq_array = (void *)(sq + setup.sq_off.array);
	ring.cq_head = (void *)(cq + setup.cq_off.head);
	ring.cq_tail = (void *)(cq + setup.cq_off.tail);
	ring.cq_mask = (void *)(cq + setup.cq_off.ring_mask);
	ring.cqes = (void *)(cq + setup.cq_off.cqes);
	return ring;
}

/* An empty request, not yet visible to the kernel. */
static inline struct io_uring_sqe *ring_add(struct ring *ring, __u8 opcode, int fd, __u8 flags)
{
	__u32 index = (*ring->sq_tail + ring->added++) & *ring->sq_mask;
	struct io_uring_sqe *sqe = &ring->sqes[index];

	memset(sqe, 0, sizeof(*sqe));
	sqe->opcode = opcode;
	sqe->fd = fd;
	sqe->flags = flags;
	sqe->user_data = opcode;
	ring->sq_array[index] = index;
	return sqe;
}

static inline void ring_submit(struct ring *ring)
{
	__u32 submitted = ring->added, flags = 0;

	__atomic_store_n(ring->sq_tail, *ring->sq_tail + ring->added, __ATOMIC_SEQ_CST);
	ring->added = 0;
	if (ring->polled) {
		submitted = 0;
		if (!(__atomic_load_n(ring->sq_flags, __ATOMIC_SEQ_CST) & IORING_SQ_NEED_WAKEUP))
			return;
		flags = IORING_ENTER_SQ_WAKEUP;
	}
	must("io_uring_enter",
	     syscall(__NR_io_uring_enter, ring->fd, submitted, 0, flags, NULL, 0));
}

static inline struct io_uring_cqe ring_wait(struct ring *ring)
{
	struct io_uring_cqe cqe;
	__u32 head = *ring->cq_head;

	while (__atomic_load_n(ring->cq_tail, __ATOMIC_ACQUIRE) == head)
		must("io_uring_enter",
		     syscall(__NR_io_uring_enter, ring->fd, 0, 1, IORING_ENTER_GETEVENTS, NULL, 0));
	cqe = ring->cqes[head & *ring->cq_mask];
	__atomic_store_n(ring->cq_head, head + 1, __ATOMIC_RELEASE);
	return cqe;
}

/* The next result, which must be a good one. */
static inline struct io_uring_cqe ring_result(struct ring *ring, const char *what)
{
	struct io_uring_cqe cqe = ring_wait(ring);

	if (cqe.res < 0) {
		errno = -cqe.res;
		fail(what);
	}
	return cqe;
}

#endif
