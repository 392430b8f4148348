// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * What the socket load balancer of a CNI does: a socket that connects or sends to a service's
 * address gets a backend's instead, and is told the service's when it asks. The packets carry the
 * backend's address from the beginning; nothing is translated on the way.
 */
#include <linux/bpf.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

/* An address and a port, in network order; IPv4 as ::ffff:a.b.c.d. */
struct end {
	__u32 address[4];
	__u32 port;
};

/* Inserts: attach-programs. Deletes: nobody. Reads: translate. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, struct end);
	__type(value, struct end);
} services SEC(".maps");

/* A backend as one socket got it. */
struct translated {
	__u64 cookie;
	struct end backend;
	__u32 padding;
};

/* Inserts: translate. Deletes: the kernel, the oldest. Reads: restore. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, struct translated);
	__type(value, struct end);
} services_of SEC(".maps");

static __always_inline struct end v4_end(const struct bpf_sock_addr *ctx)
{
	return (struct end){{0, 0, bpf_htonl(0xffff), ctx->user_ip4}, ctx->user_port};
}

static __always_inline struct end v6_end(const struct bpf_sock_addr *ctx)
{
	struct end end = {{ctx->user_ip6[0], ctx->user_ip6[1], ctx->user_ip6[2], ctx->user_ip6[3]},
			  ctx->user_port};
	return end;
}

static __always_inline void set_v4(struct bpf_sock_addr *ctx, const struct end *to)
{
	ctx->user_ip4 = to->address[3];
	ctx->user_port = to->port;
}

static __always_inline void set_v6(struct bpf_sock_addr *ctx, const struct end *to)
{
	ctx->user_ip6[0] = to->address[0];
	ctx->user_ip6[1] = to->address[1];
	ctx->user_ip6[2] = to->address[2];
	ctx->user_ip6[3] = to->address[3];
	ctx->user_port = to->port;
}

/* The backend of a service, remembered for the way back; null for any other destination. */
static __always_inline const struct end *translate(struct bpf_sock_addr *ctx, struct end to)
{
	const struct end *backend = bpf_map_lookup_elem(&services, &to);
	struct translated key = {};

	if (!backend)
		return 0;
	key.cookie = bpf_get_socket_cookie(ctx);
	key.backend = *backend;
	bpf_map_update_elem(&services_of, &key, &to, BPF_ANY);
	return backend;
}

/* The service that a socket asked for when it got this backend; null for any other peer. */
static __always_inline const struct end *restore(struct bpf_sock_addr *ctx, struct end from)
{
	struct translated key = {};

	key.cookie = bpf_get_socket_cookie(ctx);
	key.backend = from;
	return bpf_map_lookup_elem(&services_of, &key);
}

#define PROGRAM(hook, family, direction)                                                           \
	SEC("cgroup/" #hook)                                                                       \
	int lb_##hook(struct bpf_sock_addr *ctx)                                                   \
	{                                                                                          \
		const struct end *other = direction(ctx, family##_end(ctx));                       \
                                                                                                   \
		if (other)                                                                         \
			set_##family(ctx, other);                                                  \
		return 1;                                                                          \
	}

PROGRAM(connect4, v4, translate)
PROGRAM(connect6, v6, translate)
PROGRAM(sendmsg4, v4, translate)
PROGRAM(sendmsg6, v6, translate)
PROGRAM(recvmsg4, v4, restore)
PROGRAM(recvmsg6, v6, restore)
PROGRAM(getpeername4, v4, restore)
PROGRAM(getpeername6, v6, restore)

char LICENSE[] SEC("license") = "Dual BSD/GPL";
