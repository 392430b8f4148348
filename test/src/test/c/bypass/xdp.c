/* SPDX-License-Identifier: Apache-2.0 */
/* A frame from an AF_XDP socket, copied: the interface needs no program for that. */
#include "packet.h"
#include <linux/if_ether.h>
#include <linux/if_xdp.h>
#include <sys/mman.h>

enum { FRAMES = 2, FRAME_BYTES = 4096, RING_SIZE = 2 };

static char *shared_ring(int fd, const struct xdp_ring_offset *at, size_t entry, off_t which)
{
	char *mapped = mmap(NULL, at->desc + RING_SIZE * entry, PROT_READ | PROT_WRITE, MAP_SHARED,
			    fd, which);

	if (mapped == MAP_FAILED)
		fail("mmap");
	return mapped;
}

static char *register_memory(int fd)
{
	char *memory = mmap(NULL, FRAMES * FRAME_BYTES, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct xdp_umem_reg region = {
		.addr = (__u64)memory, .len = FRAMES * FRAME_BYTES, .chunk_size = FRAME_BYTES};

	if (memory == MAP_FAILED)
		fail("mmap");
	set_option(fd, SOL_XDP, XDP_UMEM_REG, &region, sizeof(region));
	set_number(fd, SOL_XDP, XDP_UMEM_FILL_RING, RING_SIZE);
	set_number(fd, SOL_XDP, XDP_UMEM_COMPLETION_RING, RING_SIZE);
	set_number(fd, SOL_XDP, XDP_TX_RING, RING_SIZE);
	return memory;
}

static void bind_queue(int fd)
{
	struct sockaddr_xdp place = {.sxdp_family = AF_XDP,
				     .sxdp_flags = XDP_COPY,
				     .sxdp_ifindex = if_nametoindex(INTERFACE)};

	must("bind", bind(fd, (struct sockaddr *)&place, sizeof(place)));
}

int main(int argc, char **argv)
{
	struct attempt attempt = attempt_of(argc, argv, 0, TARGETS);
	int fd = known_socket(AF_XDP, SOCK_RAW, 0);
	char *memory = register_memory(fd), *ring;
	struct ethhdr *header = (struct ethhdr *)memory;
	struct xdp_mmap_offsets at;
	socklen_t length = sizeof(at);

	must("XDP_MMAP_OFFSETS", getsockopt(fd, SOL_XDP, XDP_MMAP_OFFSETS, &at, &length));
	ring = shared_ring(fd, &at.tx, sizeof(struct xdp_desc), XDP_PGOFF_TX_RING);
	bind_queue(fd);
	memset(header, 255, ETH_ALEN);
	header->h_proto = htons(family_of(&attempt.forbidden) == AF_INET ? ETH_P_IP : ETH_P_IPV6);
	*(struct xdp_desc *)(ring + at.tx.desc) =
		(struct xdp_desc){.len = sizeof(*header) + datagram(memory + sizeof(*header),
								    &attempt, &attempt.forbidden)};
	__atomic_store_n((__u32 *)(ring + at.tx.producer), 1, __ATOMIC_RELEASE);
	must("sendto", sendto(fd, NULL, 0, MSG_DONTWAIT, NULL, 0));
	return 0;
}
