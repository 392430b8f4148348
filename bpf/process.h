/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Who acts. Events carry a process_key; what the key stands for is told once,
 * at exec, or by the first event of an image whose telling was lost or that is
 * older than the probe.
 */
#ifndef POSTERN_PROCESS_H
#define POSTERN_PROCESS_H

#include "context.h"
#include <bpf/bpf_core_read.h>

static __always_inline struct task_struct *current_task(void)
{
	return (struct task_struct *)bpf_get_current_task();
}

static __always_inline struct process_key process_key_of(struct task_struct *task)
{
	struct task_struct *leader = BPF_CORE_READ(task, group_leader);
	struct process_key key = {
		.start_ns = BPF_CORE_READ(leader, start_time),
		.pid = BPF_CORE_READ(leader, tgid),
		.exec_id = BPF_CORE_READ(leader, self_exec_id),
	};

	return key;
}

static __always_inline bool same_process(const struct process_key *a, const struct process_key *b)
{
	return a->pid == b->pid && a->exec_id == b->exec_id && a->start_ns == b->start_ns;
}

static __always_inline bool is_described(const struct process_key *key)
{
	struct process_key *known = bpf_map_lookup_elem(&described, &key->pid);

	return known && same_process(known, key);
}

static __always_inline void set_described(const struct process_key *key)
{
	if (bpf_map_update_elem(&described, &key->pid, key, BPF_ANY))
		count(COUNTER_FAILED_PROCESS_MAP);
}

static __always_inline void owner_of(struct owner *owner, struct task_struct *task)
{
	owner->process = process_key_of(task);
	owner->cgroup_id = BPF_CORE_READ(task, cgroups, dfl_cgrp, kn, id);
	owner->uid = BPF_CORE_READ(task, cred, uid.val);
	owner->gid = BPF_CORE_READ(task, cred, gid.val);
}

/* The same of the current task, by plain loads, which cost a tenth of what helpers do. */
static __always_inline void current_owner(struct owner *owner)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct task_struct *leader = task->group_leader;

	owner->process.start_ns = leader->start_time;
	owner->process.pid = leader->tgid;
	owner->process.exec_id = leader->self_exec_id;
	owner->cgroup_id = task->cgroups->dfl_cgrp->kn->id;
	owner->uid = task->cred->uid.val;
	owner->gid = task->cred->gid.val;
}

/* Not by bpf_get_current_pid_tgid(), which sockops lack on Linux 6.1. */
static __always_inline __u32 current_tid(void)
{
	return bpf_get_current_task_btf()->pid;
}

/* tid 0: the kernel acts for the owner, in a packet's or a timer's context. */
static __always_inline void set_actor(struct event_header *header, const struct owner *owner,
				      __u32 tid)
{
	header->process = owner->process;
	header->cgroup_id = owner->cgroup_id;
	header->tid = tid;
	header->uid = owner->uid;
	header->gid = owner->gid;
}

/*
 * The path of a file: from the file upwards, through mounts, one component a step,
 * until `root` or the top of the mounts. The room for it must be `starts` bytes,
 * which is where the last component may begin, and PROCESS_NAME_BYTES. False if it
 * goes on above the last component that was read.
 */
static __always_inline bool read_path(__u8 *path, __u32 starts, __u32 *bytes, struct file *file,
				      struct dentry *root, struct vfsmount *root_vfs)
{
	struct dentry *dentry = BPF_CORE_READ(file, f_path.dentry);
	struct vfsmount *vfs = BPF_CORE_READ(file, f_path.mnt);
	__u32 used = 0;

	*bytes = 0;
	if (!dentry || !vfs) {
		count(COUNTER_FAILED_PATH);
		return true;
	}
	for (int i = 0; i < PROCESS_EXE_COMPONENTS; i++) {
		struct dentry *parent = BPF_CORE_READ(dentry, d_parent);

		if (dentry == root && vfs == root_vfs)
			goto whole;
		if (dentry == BPF_CORE_READ(vfs, mnt_root) || (dentry == parent && used)) {
			struct mount *mount =
				(void *)vfs - bpf_core_field_offset(struct mount, mnt);
			struct mount *above = BPF_CORE_READ(mount, mnt_parent);

			if (above == mount)
				goto whole;
			dentry = BPF_CORE_READ(mount, mnt_mountpoint);
			vfs = (void *)above + bpf_core_field_offset(struct mount, mnt);
			continue;
		}
		if (used >= starts)
			break;
		/* The mask changes nothing; it is what Linux 6.1's verifier understands. */
		barrier_var(used);
		long length =
			bpf_probe_read_kernel_str(path + (used & (starts - 1)), PROCESS_NAME_BYTES,
						  BPF_CORE_READ(dentry, d_name.name));
		if (length <= 0) {
			count(COUNTER_FAILED_PATH);
			break;
		}
		used += length & (2 * PROCESS_NAME_BYTES - 1);
		if (dentry == parent) /* in no folder: a memfd */
			goto whole;
		dentry = parent;
	}
	*bytes = used;
	return false;
whole:
	*bytes = used;
	return true;
}

/* The path of the executable inside the task's own root. */
static __always_inline void read_exe(struct process_event *event, struct task_struct *task,
				     struct mm_struct *mm)
{
	struct dentry *root = BPF_CORE_READ(task, fs, root.dentry);
	struct vfsmount *root_vfs = BPF_CORE_READ(task, fs, root.mnt);
	__u32 bytes;

	if (!read_path(event->exe, PROCESS_EXE_STARTS, &bytes, BPF_CORE_READ(mm, exe_file), root,
		       root_vfs))
		event->flags |= PROCESS_EXE_TRUNCATED;
	event->exe_bytes = bytes;
}

static __always_inline void read_args(struct process_event *event, struct mm_struct *mm)
{
	unsigned long start = BPF_CORE_READ(mm, arg_start);
	unsigned long length = BPF_CORE_READ(mm, arg_end) - start;

	if (length > PROCESS_ARGS_BYTES) {
		length = PROCESS_ARGS_BYTES;
		event->flags |= PROCESS_ARGS_TRUNCATED;
	}
	if (bpf_probe_read_user(event->args, length, (void *)start)) {
		count(COUNTER_FAILED_ARGS);
		return;
	}
	event->args_bytes = length;
}

/*
 * Tells what a task's image is. The current one's is told whole, and marked as
 * told if there was room to tell; another's lacks the arguments, which only the
 * process itself can read here, and is told again when the process first acts. A
 * function of its own, so that the verifier walks it once for a program and not
 * on every path to it: Linux 6.1 came near its limit.
 */
__noinline int describe(__u64 address, __u32 kind)
{
	struct process_event *event = reserve(kind, sizeof(*event));
	struct task_struct *task = (struct task_struct *)address, *leader;
	bool current = task == current_task();
	struct owner owner;
	struct mm_struct *mm;

	if (!event)
		return 0;
	leader = BPF_CORE_READ(task, group_leader);
	mm = BPF_CORE_READ(task, mm);
	owner_of(&owner, task);
	set_actor(&event->header, &owner, BPF_CORE_READ(task, pid));
	event->parent = process_key_of(BPF_CORE_READ(leader, real_parent));
	event->exe_bytes = 0;
	event->args_bytes = 0;
	event->flags = 0;
	BPF_CORE_READ_INTO(&event->comm, leader, comm);
	read_context(&event->context, task);
	if (mm) { /* kernel threads have none */
		read_exe(event, task, mm);
		if (current)
			read_args(event, mm);
	}
	submit(event);
	if (current)
		set_described(&owner.process);
	return 0;
}

static __always_inline void describe_current(enum event_kind kind)
{
	describe((__u64)current_task(), kind);
}

static __always_inline bool current_in_scope(void)
{
	return bpf_current_task_under_cgroup(&scope, 0) == 1;
}

static __always_inline void on_exec(void)
{
	if (current_in_scope())
		describe_current(EVENT_EXEC);
}

static __always_inline void on_fork(struct task_struct *parent, struct task_struct *child)
{
	struct fork_event *event;
	struct process_key child_key;
	struct owner owner;

	if (BPF_CORE_READ(child, pid) != BPF_CORE_READ(child, tgid))
		return; /* a thread */
	if (!current_in_scope())
		return;
	event = reserve(EVENT_FORK, sizeof(*event));
	if (!event)
		return;
	owner_of(&owner, parent);
	child_key = process_key_of(child);
	set_actor(&event->header, &owner, BPF_CORE_READ(parent, pid));
	event->child = child_key;
	read_context(&event->context, child);
	submit(event);
	if (is_described(&owner.process))
		set_described(&child_key);
}

static __always_inline void on_exit(struct task_struct *task)
{
	struct event_header *event;
	struct owner owner;

	if (BPF_CORE_READ(task, signal, live.counter) != 0)
		return; /* other threads live on */
	if (!current_in_scope())
		return;
	owner_of(&owner, task);
	bpf_map_delete_elem(&described, &owner.process.pid);
	event = reserve(EVENT_EXIT, sizeof(*event));
	if (!event)
		return;
	set_actor(event, &owner, BPF_CORE_READ(task, pid));
	submit(event);
}

#endif
