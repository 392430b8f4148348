/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What comes in: datagrams are counted, and who sent one may be answered. */
#ifndef POSTERN_INGRESS_H
#define POSTERN_INGRESS_H

#include "dns.h"
#include "guard.h"
#include "verdict.h"

/* Remembers who sent a datagram: the answer may go there. */
static __always_inline void hear(struct __sk_buff *skb, const struct peer *from)
{
	struct destination_key key;
	__u64 now;

	if (!judges(the_policy()))
		return;
	if (skb->ifindex == LOOPBACK && !is_loopback(from->address))
		return; /* whoever sent it, it was nobody outside */
	destination_key_of(&key, bpf_get_socket_cookie(skb), from->address, from->port);
	now = bpf_ktime_get_ns();
	if (bpf_map_update_elem(&heard, &key, &now, BPF_ANY))
		count(COUNTER_FAILED_DESTINATION_MAP);
}

static __always_inline void on_ingress(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk ? bpf_sk_fullsock(skb->sk) : NULL;
	struct peer from;
	__u32 payload;

	if (!sk)
		return;
	if (sk->protocol == IPPROTO_TCP) {
		tell_segment(skb, sk, false);
	} else if (is_udp(sk->protocol) && parse_udp(skb, false, &from, &payload)) {
		hear(skb, &from);
		name_resolver(sk, &from);
		count_datagram(sk, false, &from, payload);
		if (from.port == DNS_PORT)
			tell_datagram(skb, sk, false, &from, payload);
	}
}

#endif
