/* SPDX-License-Identifier: Apache-2.0 */
/* Frames from packet sockets, which no hook of a cgroup sees. */
#include "packet.h"
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <sys/mman.h>

enum { SLOT_BYTES = 4096 };

static struct attempt attempt;

static struct sockaddr_ll everybody(void)
{
	int v4 = family_of(&attempt.forbidden) == AF_INET;
	struct sockaddr_ll place = {.sll_family = AF_PACKET,
				    .sll_protocol = htons(v4 ? ETH_P_IP : ETH_P_IPV6),
				    .sll_ifindex = if_nametoindex(INTERFACE),
				    .sll_halen = ETH_ALEN};

	memset(place.sll_addr, 255, ETH_ALEN);
	return place;
}

/* A frame to everybody; tells how long it is. */
static size_t whole_frame(char *frame)
{
	struct ethhdr *header = (struct ethhdr *)frame;

	memset(header->h_dest, 255, ETH_ALEN);
	memset(header->h_source, 2, ETH_ALEN);
	header->h_proto = everybody().sll_protocol;
	return sizeof(*header) + datagram(frame + sizeof(*header), &attempt, &attempt.forbidden);
}

static void send_frame(int fd, const char *frame, size_t length)
{
	struct sockaddr_ll to = everybody();

	must("sendto", sendto(fd, frame, length, 0, (struct sockaddr *)&to, sizeof(to)));
}

/* Through memory shared with the kernel. */
static void send_by_ring(int fd)
{
	struct tpacket_req room = {.tp_block_size = SLOT_BYTES,
				   .tp_block_nr = 1,
				   .tp_frame_size = SLOT_BYTES,
				   .tp_frame_nr = 1};
	struct tpacket_hdr *slot;
	char *data;

	set_option(fd, SOL_PACKET, PACKET_TX_RING, &room, sizeof(room));
	slot = mmap(NULL, SLOT_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (slot == MAP_FAILED)
		fail("mmap");
	data = (char *)slot + TPACKET_HDRLEN - sizeof(struct sockaddr_ll);
	slot->tp_len = whole_frame(data);
	slot->tp_status = TP_STATUS_SEND_REQUEST;
	send_frame(fd, NULL, 0);
}

int main(int argc, char **argv)
{
	const char *arguments = "raw|dgram|bypass|ring " TARGETS;
	char frame[PACKET_BYTES];
	size_t length;
	int fd;

	attempt = attempt_of(argc, argv, 1, arguments);
	const char *variant = argv[1];

	fd = must("socket", socket(AF_PACKET, strcmp(variant, "dgram") ? SOCK_RAW : SOCK_DGRAM, 0));
	if (!strcmp(variant, "ring")) {
		send_by_ring(fd);
		return 0;
	}
	if (!strcmp(variant, "dgram")) {
		length = datagram(frame, &attempt, &attempt.forbidden);
	} else {
		usage(!strcmp(variant, "raw") || !strcmp(variant, "bypass"), arguments);
		length = whole_frame(frame);
	}
	if (!strcmp(variant, "bypass"))
		set_number(fd, SOL_PACKET, PACKET_QDISC_BYPASS, 1);
	send_frame(fd, frame, length);
	return 0;
}
