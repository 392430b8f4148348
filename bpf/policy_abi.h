/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What the sidecar writes into the policy's maps. As with event.h, it takes every
 * offset and number from the BTF of this file. Addresses are 16 bytes in network
 * order, IPv4 in its IPv4-mapped form.
 */
#ifndef POSTERN_POLICY_ABI_H
#define POSTERN_POLICY_ABI_H

#include <linux/types.h>

#pragma clang diagnostic push
#pragma clang diagnostic error "-Wpadded"

enum policy_mode {
	MODE_NONE,    /* no policy selects the scope */
	MODE_LEARN,   /* everything passes, and nothing is said of it */
	MODE_AUDIT,   /* everything passes, and what would not is told */
	MODE_ENFORCE, /* what is not allowed is refused */
};

enum policy_flag {
	POLICY_NAMES_EXECUTABLES = 1, /* some entry is for some programs only */
	POLICY_TRANSLATED = 2,	      /* a program of a parent cgroup rewrites destinations */
	POLICY_SOCKETS_RAW = 4,	      /* these may be made, besides TCP's and UDP's */
	POLICY_SOCKETS_PING = 8,
	POLICY_SOCKETS_MPTCP = 16,
	POLICY_SOCKETS_UDPLITE = 32,
};

enum policy_limit {
	POLICY_PATH_BYTES = 256,
};

/* Beside the class of an address. */
enum destination_flag {
	DESTINATION_NAMED = 1 << 30, /* a name leads there, and something is allowed */
};

/* One generation of the policy, besides its tables. */
struct policy_head {
	__u32 mode;
	__u32 flags;	      /* enum policy_flag */
	__u32 refusal;	      /* errno that a refused call gets */
	__u32 revision;	      /* never the same for two policies of a scope, and never 0 */
	__u32 generation;     /* which of the tables are its own: 0 or 1 */
	__u32 forwarder_port; /* on loopback, to be asked for names; 0: none */
};

/* Longest prefix of an address -> its class: what it may be used for; enum destination_flag. */
struct destination_prefix {
	__u32 bits;
	__u8 address[16];
};

/*
 * Longest prefix of a port -> until when (CLOCK_BOOTTIME nanoseconds) it is allowed.
 * No entry: not at all.
 */
struct allowance_prefix {
	__u32 bits;
	__u32 class;
	__u32 subject; /* 0: whoever has no allowance of its own */
	__u16 protocol;
	__u16 port; /* network order */
};

/* An executable -> its number as a subject. */
struct executable {
	__u8 path[POLICY_PATH_BYTES]; /* NUL-ended components, the file's own name first */
	__u32 modified;		      /* 1: not as its image brought it */
};

/* Where the sidecar itself may go under every policy: to its resolvers. */
struct own_destination {
	__u8 address[16];
	__u16 port;
	__u16 protocol;
};

/*
 * A name that a resolver answered with an address -> until when (CLOCK_BOOTTIME
 * milliseconds) that holds. No program asks for it: it is what the next sidecar knows.
 */
struct learned_name {
	__u8 address[16];
	__u8 name[256]; /* lower case, filled up with zeros */
};

#pragma clang diagnostic pop
#endif
