/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Which file a process runs, for entries that are for some programs only. It is
 * noted when the process execs, or when it is first judged; what the policy calls
 * it is looked up once for each policy.
 */
#ifndef POSTERN_IMAGE_H
#define POSTERN_IMAGE_H

#include "policy.h"
#include "process.h"

#define OVERLAYFS_MAGIC 0x794c7630

struct image {
	struct process_key process;
	/* Its number in the lower half, valid for the policy whose revision is in the upper. */
	__u64 subject;
	struct executable executable;
	__u8 overflow[PROCESS_NAME_BYTES]; /* behind the path: where its last component may reach */
	__u32 reserved;
};

/*
 * By pid. Inserts: exec, fork, and whatever judges a process first. Deletes: exit.
 * A process without room here is nobody that an entry names.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 16384);
	__type(key, __u32);
	__type(value, struct image);
} images SEC(".maps");

static const struct image no_image;

static __always_inline struct image *image_of(const struct process_key *process)
{
	struct image *image = bpf_map_lookup_elem(&images, &process->pid);

	return image && same_process(&image->process, process) ? image : NULL;
}

/* Whether the file was written above the image's layers: overlayfs keeps that behind its inode. */
static __always_inline bool is_written_in_container(struct inode *inode)
{
	struct dentry *upper = NULL;

	if (BPF_CORE_READ(inode, i_sb, s_magic) != OVERLAYFS_MAGIC)
		return false;
	return bpf_probe_read_kernel(&upper, sizeof(upper),
				     (void *)inode + bpf_core_type_size(struct inode)) ||
	       upper;
}

/* Whether no path leads to the file any more: deleted, replaced, or a memfd. */
static __always_inline bool is_gone(struct file *file)
{
	return !BPF_CORE_READ(file, f_path.dentry, d_hash.pprev) ||
	       !BPF_CORE_READ(file, f_inode, i_nlink);
}

/* Whether the process could mount what it likes where it likes, as in a user namespace it made. */
static __always_inline bool has_mounts_of_its_own(struct task_struct *task)
{
	struct consumer *consumer = the_consumer();

	return consumer &&
	       BPF_CORE_READ(task, nsproxy, mnt_ns, user_ns, level) > (int)consumer->level;
}

/*
 * Notes what a task runs, by its path from the top of the mounts, which no chroot
 * moves. A path without room is one that no entry names. A function of its own, as
 * describe() is.
 */
__noinline int note_image(__u64 address)
{
	struct task_struct *task = (struct task_struct *)address;
	struct file *file = BPF_CORE_READ(task, mm, exe_file);
	struct process_key process = process_key_of(task);
	struct image *image;
	__u32 bytes;

	if (!file)
		return 0;
	if (bpf_map_update_elem(&images, &process.pid, &no_image, BPF_ANY)) {
		count(COUNTER_FAILED_IMAGE_MAP);
		return 0;
	}
	image = bpf_map_lookup_elem(&images, &process.pid);
	if (!image)
		return 0;
	if (is_gone(file) || is_written_in_container(BPF_CORE_READ(file, f_inode)) ||
	    has_mounts_of_its_own(task))
		image->executable.modified = 1;
	if (!read_path(image->executable.path, POLICY_PATH_BYTES, &bytes, file, NULL, NULL) ||
	    bytes > POLICY_PATH_BYTES)
		image->executable.path[0] = 0;
	image->process = process;
	return 0;
}

/* The number by which the policy calls a process, or 0. */
static __always_inline __u32 subject_of(const struct policy_head *policy,
					const struct process_key *process)
{
	struct image *image;
	__u64 known;
	__u32 *found;

	if (!policy || !(policy->flags & POLICY_NAMES_EXECUTABLES))
		return 0;
	image = image_of(process);
	if (!image)
		return 0;
	known = image->subject;
	if (known >> 32 == policy->revision)
		return known;
	found = policy->generation ? bpf_map_lookup_elem(&executables_b, &image->executable)
				   : bpf_map_lookup_elem(&executables_a, &image->executable);
	known = (__u64)policy->revision << 32 | (found ? *found : 0);
	image->subject = known; /* in one store, as others judge the process at the same time */
	return known;
}

/* The same of the current task, which is noted if it was not. */
static __always_inline __u32 current_subject(const struct policy_head *policy,
					     const struct process_key *process)
{
	struct task_struct *task = current_task();
	struct image *image;

	if (!policy || !(policy->flags & POLICY_NAMES_EXECUTABLES))
		return 0;
	image = image_of(process);
	if (!image)
		note_image((__u64)task);
	else if (!image->executable.modified && is_gone(BPF_CORE_READ(task, mm, exe_file)))
		return 0;
	return subject_of(policy, process);
}

static __always_inline void note_exec(void)
{
	struct policy_head *policy = the_policy();

	if (policy && policy->flags & POLICY_NAMES_EXECUTABLES && current_in_scope())
		note_image((__u64)current_task());
}

static __always_inline void note_fork(struct task_struct *parent, struct task_struct *child)
{
	struct process_key parent_key, child_key;
	struct image *image;

	if (BPF_CORE_READ(child, pid) != BPF_CORE_READ(child, tgid))
		return;
	parent_key = process_key_of(parent);
	image = image_of(&parent_key);
	if (!image)
		return;
	child_key = process_key_of(child);
	if (bpf_map_update_elem(&images, &child_key.pid, image, BPF_ANY))
		count(COUNTER_FAILED_IMAGE_MAP);
	image = bpf_map_lookup_elem(&images, &child_key.pid);
	if (image)
		image->process = child_key;
}

static __always_inline void forget_image(struct task_struct *task)
{
	__u32 pid = BPF_CORE_READ(task, tgid);

	if (BPF_CORE_READ(task, signal, live.counter) == 0)
		bpf_map_delete_elem(&images, &pid);
}

#endif
