/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Who the sidecar is: whatever runs in its own cgroup below the scope's. Never a uid
 * or a mark, which others could take. The sidecar has itself noted before it opens a
 * port, and stays noted while it is dead.
 */
#ifndef POSTERN_OWN_H
#define POSTERN_OWN_H

#include "process.h"

#define CGROUP_LEVELS 32

static __always_inline bool is_in_cgroup(struct task_struct *task, __u64 id)
{
	struct cgroup *cgroup = BPF_CORE_READ(task, cgroups, dfl_cgrp);

	for (int i = 0; i < CGROUP_LEVELS && cgroup; i++) {
		struct cgroup_subsys_state *above;

		if (BPF_CORE_READ(cgroup, kn, id) == id)
			return true;
		above = BPF_CORE_READ(cgroup, self.parent);
		cgroup = above ? (void *)above - bpf_core_field_offset(struct cgroup, self) : NULL;
	}
	return false;
}

static __always_inline __u32 place_of(struct task_struct *task, __u64 scope_id)
{
	if (BPF_CORE_READ(task, cgroups, dfl_cgrp, kn, id) == scope_id)
		return PLACE_SHARED;
	return is_in_cgroup(task, scope_id) ? PLACE_OWN : PLACE_OUTSIDE;
}

/* How long nobody was there, if somebody was before. */
static __always_inline void end_absence(struct consumer *consumer)
{
	consumer->absent_ns = consumer->left_ns ? bpf_ktime_get_boot_ns() - consumer->left_ns : 0;
	consumer->blind_ns += consumer->absent_ns;
	consumer->left_ns = 0;
}

/* Run by the consumer: in namespaces of its own it does not know by what names it is seen. */
static __always_inline void identify_consumer(__u64 scope_id)
{
	struct task_struct *self = BPF_CORE_READ(current_task(), group_leader);
	struct consumer *consumer = the_consumer();

	if (!consumer)
		return;
	consumer->place = place_of(self, scope_id);
	consumer->cgroup_id =
		consumer->place == PLACE_OWN ? BPF_CORE_READ(self, cgroups, dfl_cgrp, kn, id) : 0;
	consumer->network = BPF_CORE_READ(self, nsproxy, net_ns, net_cookie);
	consumer->level = BPF_CORE_READ(self, nsproxy, mnt_ns, user_ns, level);
	consumer->self = BPF_CORE_READ(self, tgid);
	end_absence(consumer);
}

/* From the end of every process of the host; the consumer need not be in the scope. */
static __always_inline void note_consumers_end(struct task_struct *task)
{
	struct consumer *consumer = the_consumer();

	if (!consumer || consumer->self != (__u32)task->tgid)
		return;
	if (BPF_CORE_READ(task, signal, live.counter) != 0)
		return;
	consumer->self = 0;
	consumer->left_ns = bpf_ktime_get_boot_ns();
}

/* Whether the current process is the sidecar; in hooks that run in the caller's context. */
static __always_inline bool is_own(void)
{
	struct consumer *consumer = the_consumer();

	return consumer && consumer->cgroup_id &&
	       bpf_get_current_task_btf()->cgroups->dfl_cgrp->kn->id == consumer->cgroup_id;
}

/* The same of whoever a socket belongs to. */
static __always_inline bool is_owned_by_sidecar(const struct owner *owner)
{
	struct consumer *consumer = the_consumer();

	return consumer && consumer->cgroup_id && owner->cgroup_id == consumer->cgroup_id;
}

#endif
