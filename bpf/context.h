/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What a process runs in and with: its ids in its own pid namespace, its group,
 * session and terminal, who logged in, and its capabilities.
 */
#ifndef POSTERN_CONTEXT_H
#define POSTERN_CONTEXT_H

#include "ring.h"
#include <bpf/bpf_core_read.h>

#define NO_LOGIN 0xffffffff

/* A pid's number in the namespace of a level; `numbers` has no length that CO-RE could check. */
static __always_inline void *numbers_of(struct pid *pid, __u32 level)
{
	return (void *)pid + bpf_core_field_offset(struct pid, numbers) +
	       level * bpf_core_type_size(struct upid);
}

static __always_inline __u32 number_at(struct pid *pid, __u32 level)
{
	__u32 number = 0;

	bpf_probe_read_kernel(&number, sizeof(number),
			      numbers_of(pid, level) + bpf_core_field_offset(struct upid, nr));
	return number;
}

static __always_inline __u64 namespace_at(struct pid *pid, __u32 level)
{
	__u64 address = 0;

	bpf_probe_read_kernel(&address, sizeof(address),
			      numbers_of(pid, level) + bpf_core_field_offset(struct upid, ns));
	return address;
}

/* As the kernel's pid_nr_ns(): 0 where the namespace does not know the pid. */
static __always_inline __u32 number_seen_by(struct pid *pid, struct pid *viewer, __u32 level)
{
	if (level > BPF_CORE_READ(pid, level))
		return 0;
	if (namespace_at(pid, level) != namespace_at(viewer, level))
		return 0;
	return number_at(pid, level);
}

static __always_inline __u32 terminal_of(struct signal_struct *signal)
{
	struct tty_struct *tty = BPF_CORE_READ(signal, tty);
	__u32 major, minor;

	if (!tty)
		return 0;
	major = BPF_CORE_READ(tty, driver, major);
	minor = BPF_CORE_READ(tty, driver, minor_start) + BPF_CORE_READ(tty, index);
	return (minor & 0xff) | major << 8 | (minor & ~0xffU) << 12; /* new_encode_dev() */
}

/* All of a process' threads have these in common but the capabilities, which are the task's. */
static __always_inline void read_context(struct process_context *context, struct task_struct *task)
{
	struct task_struct *leader = BPF_CORE_READ(task, group_leader);
	struct signal_struct *signal = BPF_CORE_READ(leader, signal);
	struct pid *pid = BPF_CORE_READ(leader, thread_pid);
	struct pid *parent = BPF_CORE_READ(leader, real_parent, group_leader, thread_pid);
	struct pid *group = BPF_CORE_READ(signal, pids[PIDTYPE_PGID]);
	struct pid *session = BPF_CORE_READ(signal, pids[PIDTYPE_SID]);
	__u32 level = BPF_CORE_READ(pid, level);

	BPF_CORE_READ_INTO(&context->cap_effective, task, cred, cap_effective);
	BPF_CORE_READ_INTO(&context->cap_permitted, task, cred, cap_permitted);
	BPF_CORE_READ_INTO(&context->cap_inheritable, task, cred, cap_inheritable);
	context->ns_pid = number_at(pid, level);
	context->ns_parent_pid = number_at(parent, BPF_CORE_READ(parent, level));
	context->pgid = number_at(group, 0);
	context->ns_pgid = number_seen_by(group, pid, level);
	context->sid = number_at(session, 0);
	context->ns_sid = number_seen_by(session, pid, level);
	context->tty = terminal_of(signal);
	context->loginuid = NO_LOGIN;
	if (bpf_core_field_exists(leader->loginuid))
		context->loginuid = BPF_CORE_READ(leader, loginuid.val);
}

#endif
