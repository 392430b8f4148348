/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The event ABI: what the probe writes and the sidecar reads. This file is its
 * only definition; the sidecar takes every offset, size and number from the BTF
 * that the compiler writes for it. Raise EVENT_ABI with every change.
 *
 * Addresses are 16 bytes in network order, IPv4 in its IPv4-mapped form. Ports
 * are in host order, times are CLOCK_MONOTONIC nanoseconds, ids are those of the
 * initial namespaces. Every byte of a record is written or is padding by name.
 */
#ifndef POSTERN_EVENT_H
#define POSTERN_EVENT_H

#include <linux/types.h>

#pragma clang diagnostic push
#pragma clang diagnostic error "-Wpadded"

enum event_abi {
	EVENT_ABI = 6,
};

enum event_kind {
	EVENT_EXEC = 1,	       /* process_event: a process replaced its image */
	EVENT_PROCESS = 2,     /* process_event: an image met only after its exec */
	EVENT_FORK = 3,	       /* fork_event */
	EVENT_EXIT = 4,	       /* event_header: the last thread of a process is gone */
	EVENT_CONNECT = 5,     /* socket_event: once per socket and destination */
	EVENT_SENDTO = 6,      /* socket_event: first datagram to a destination */
	EVENT_LISTEN = 7,      /* socket_event without a remote end */
	EVENT_ACCEPT = 8,      /* socket_event: an inbound connection is established */
	EVENT_ESTABLISHED = 9, /* stage_event: an outbound connection is established */
	EVENT_FAILED = 10,     /* stage_event: an attempt came to nothing */
	EVENT_CLOSED = 11,     /* stage_event: an established connection is over */
	EVENT_BLOCKED = 12,    /* blocked_event: the policy refused, or would have */
	EVENT_DNS = 13,	       /* dns_event: what the scope and a resolver say to each other */
};

/*
 * Events that could not be reported, counted under their kind's own number,
 * and failures that cost something else than an event.
 */
enum counter {
	COUNTER_LOST_EXEC = EVENT_EXEC,
	COUNTER_LOST_PROCESS = EVENT_PROCESS,
	COUNTER_LOST_FORK = EVENT_FORK,
	COUNTER_LOST_EXIT = EVENT_EXIT,
	COUNTER_LOST_CONNECT = EVENT_CONNECT,
	COUNTER_LOST_SENDTO = EVENT_SENDTO,
	COUNTER_LOST_LISTEN = EVENT_LISTEN,
	COUNTER_LOST_ACCEPT = EVENT_ACCEPT,
	COUNTER_LOST_ESTABLISHED = EVENT_ESTABLISHED,
	COUNTER_LOST_FAILED = EVENT_FAILED,
	COUNTER_LOST_CLOSED = EVENT_CLOSED,
	COUNTER_LOST_BLOCKED = EVENT_BLOCKED,
	COUNTER_LOST_DNS = EVENT_DNS,
	COUNTER_FAILED_SOCKET_STORAGE = 16,  /* a socket without owner: not counted */
	COUNTER_FAILED_FLOW_MAP = 17,	     /* counts that found the table full */
	COUNTER_FAILED_PROCESS_MAP = 18,     /* a process described again later */
	COUNTER_FAILED_DESTINATION_MAP = 19, /* a destination reported again later */
	COUNTER_FAILED_PATH = 20,	     /* an executable's path that could not be read */
	COUNTER_FAILED_ARGS = 21,	     /* arguments that could not be read */
	COUNTER_FAILED_STATE_CALLBACK = 22,  /* a TCP connection whose end is missed */
	COUNTER_FAILED_IMAGE_MAP = 23,	     /* a process that no entry can name */
	COUNTER_DENIED_CONNECT = 24,	     /* calls and packets that were refused */
	COUNTER_DENIED_SENDTO = 25,
	COUNTER_DENIED_PACKET = 26,
	COUNTER_DENIED_SOCKET = 27,
	COUNTER_DENIED_OWN_PORT = 28,
	COUNTER_DENIED_BIND = 29,
	COUNTERS = 32,
};

/* One process image: a pid is reused, and a process may exec many times. */
struct process_key {
	__u64 start_ns; /* of the process */
	__u32 pid;	/* thread group id; 0: not known */
	__u32 exec_id;	/* counts the execs of the process and its ancestors */
};

struct event_header {
	__u16 abi;  /* EVENT_ABI */
	__u16 kind; /* enum event_kind */
	__u32 size; /* of the whole record, bytes */
	__u64 time_ns;
	struct process_key process;
	__u64 cgroup_id;
	__u32 tid; /* 0: the kernel acted for the process */
	__u32 uid;
	__u32 gid;
	__u32 reserved;
};

struct socket_event {
	struct event_header header;
	__u64 cookie;
	__u8 local[16]; /* zero while not chosen */
	__u8 remote[16];
	__u16 local_port;
	__u16 remote_port;
	__u16 protocol; /* IPPROTO_* */
	__u16 inbound;	/* 1: the peer opened it, or will */
};

/* A later stage of a TCP connection. What is not known yet is 0. */
struct stage_event {
	struct socket_event socket;
	__u64 duration_ns; /* since connect, or since it was accepted */
	__u64 bytes_sent;  /* payload that the peer acknowledged */
	__u64 bytes_received;
	__u32 srtt_us; /* smoothed round-trip time */
	__s32 error;   /* errno of a failure, not negated; 0: given up by the process */
};

/* What was refused. */
enum blocked_act {
	BLOCKED_CONNECT,  /* connect(), or what does the same */
	BLOCKED_SENDTO,	  /* a datagram, when it was to be sent */
	BLOCKED_PACKET,	  /* a packet that its socket was not allowed */
	BLOCKED_SOCKET,	  /* making a socket whose packets no verdict could be given on */
	BLOCKED_OWN_PORT, /* reaching a port of the sidecar's */
	BLOCKED_BIND,	  /* taking a port of the sidecar's */
};

struct blocked_event {
	struct socket_event socket; /* without a remote end for BLOCKED_SOCKET and BLOCKED_BIND */
	__u32 act;		    /* enum blocked_act */
	__u32 mode;		    /* enum policy_mode: with MODE_AUDIT it was let through */
	__u32 revision;		    /* of the policy */
	__u32 error;		    /* errno that the process got */
};

enum dns_limit {
	DNS_SMALL_BYTES = 512, /* most messages, so that they take little of the ring */
	DNS_LARGE_BYTES = 4096,
	DNS_BYTES_A_SECOND = 4 << 20, /* of the ring */
	DNS_PIECES = 4,		      /* of a packet; what is behind them is not told */
};

/*
 * A datagram to or from port 53, or a piece of a TCP segment. Behind it stand
 * `kept` bytes of data.
 */
struct dns_event {
	struct socket_event socket;
	__u32 sequence; /* TCP's number of the first byte; of a datagram 0 */
	__u16 kept;
	__u8 sent;  /* 1: by the scope */
	__u8 whole; /* 1: the datagram, or the last piece of its segment */
};

enum process_limit {
	PROCESS_COMM_BYTES = 16,
	PROCESS_NAME_BYTES = 256,  /* NAME_MAX and its NUL */
	PROCESS_EXE_STARTS = 1024, /* every component starts below, so the last one fits */
	PROCESS_EXE_BYTES = PROCESS_EXE_STARTS + PROCESS_NAME_BYTES,
	PROCESS_EXE_COMPONENTS = 32,
	PROCESS_ARGS_BYTES = 1024,
};

enum process_flag {
	PROCESS_EXE_TRUNCATED = 1, /* the path goes on above the first component */
	PROCESS_ARGS_TRUNCATED = 2,
};

/* What an image was told with and keeps until it is told again. */
struct process_context {
	__u64 cap_effective; /* a bit for each capability */
	__u64 cap_permitted;
	__u64 cap_inheritable;
	__u32 ns_pid;	     /* in the process' own pid namespace */
	__u32 ns_parent_pid; /* the parent, in the parent's own */
	__u32 pgid;
	__u32 ns_pgid; /* in the process' own pid namespace; 0: not there */
	__u32 sid;
	__u32 ns_sid;	/* likewise */
	__u32 tty;	/* as in /proc/PID/stat; 0: none */
	__u32 loginuid; /* 0xffffffff: no login, or a kernel without audit */
};

struct process_event {
	struct event_header header;
	struct process_key parent;
	struct process_context context;
	__u16 exe_bytes;
	__u16 args_bytes;
	__u32 flags; /* enum process_flag */
	__u8 comm[PROCESS_COMM_BYTES];
	__u8 exe[PROCESS_EXE_BYTES];   /* NUL-ended components, the file's own name first */
	__u8 args[PROCESS_ARGS_BYTES]; /* NUL-ended arguments */
};

struct fork_event {
	struct event_header header; /* of the parent */
	struct process_key child;
	struct process_context context; /* of the child */
};

/* Why an outbound TCP attempt came to nothing, by its errno. */
enum failure_reason {
	FAILURE_REFUSED,     /* ECONNREFUSED */
	FAILURE_TIMED_OUT,   /* ETIMEDOUT */
	FAILURE_UNREACHABLE, /* EHOSTUNREACH, ENETUNREACH */
	FAILURE_ABANDONED,   /* none: the process gave up */
	FAILURE_OTHER,
	FAILURE_REASONS,
};

/* How long connections lasted: below 1 ms, 10 ms, ... 1000 s, and all the others. */
enum duration_class {
	DURATION_FIRST_NS = 1000000,
	DURATION_FACTOR = 10,
	DURATION_CLASSES = 8,
};

/* What one process and one peer exchanged since the last harvest; exact when events are lost. */
struct flow_key {
	struct process_key process;
	__u64 cgroup_id;
	__u8 remote[16];
	__u16 port; /* the responder's */
	__u16 protocol;
	__u8 inbound;
	__u8 reserved[3];
};

struct flow_totals {
	__u64 connections; /* for datagrams: sockets that sent */
	__u64 bytes_sent;  /* payload; for TCP acknowledged by the peer */
	__u64 bytes_received;
	__u64 duration_ns;		   /* of the TCP connections that ended */
	__u32 durations[DURATION_CLASSES]; /* how many of them lasted how long */
	__u32 failures[FAILURE_REASONS];
	__u32 reserved;
};

/* Where the consumer runs, as seen from the scope. */
enum consumer_place {
	PLACE_UNKNOWN, /* nobody has told */
	PLACE_OUTSIDE, /* not in the scope */
	PLACE_OWN,     /* in a cgroup below the scope's: whatever runs there is the sidecar */
	PLACE_SHARED,  /* in the scope's own cgroup, among what it watches */
};

/*
 * What consumer and probe tell each other; for `sleeping` see ring.h. From `self` on
 * it is told by programs, and kept while the consumer is dead.
 */
struct consumer {
	__u32 sleeping;
	__u32 wanted;	 /* stage events: a bit for each kind that a rule looks at */
	__u32 self;	 /* the consumer's pid; 0: not known, or it has ended */
	__u32 level;	 /* of the consumer's user namespace */
	__u64 cgroup_id; /* with PLACE_OWN; otherwise 0 */
	__u64 network;	 /* cookie of the consumer's network namespace; 0: not known */
	__u64 left_ns;	 /* when the last consumer ended, CLOCK_BOOTTIME; 0: it has not */
	__u64 absent_ns; /* for how long there was none before this one */
	__u64 blind_ns;	 /* for how long there was none, all told */
	__u32 place;	 /* enum consumer_place */
	__u32 reserved;
};

#pragma clang diagnostic pop
#endif
