/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For each line it reads: sends that line from every processor, in a frame of the
 * local experimental type, past every queue and filter. Who has seen them all has seen
 * whatever was sent before. Says first how many there will be.
 */
#include "attempt.h"
#include <linux/if_packet.h>

enum { EXPERIMENTAL = 0x88b5, HEADER_BYTES = 14, MINIMUM_BYTES = 60, MAXIMUM_BYTES = 128 };

static int open_outlet(void)
{
	struct sockaddr_ll place = {.sll_family = AF_PACKET, .sll_protocol = 0};
	int fd = must("packet socket", socket(AF_PACKET, SOCK_RAW, 0));

	place.sll_ifindex = if_nametoindex(INTERFACE);
	must("bind", bind(fd, (struct sockaddr *)&place, sizeof(place)));
	set_number(fd, SOL_PACKET, PACKET_QDISC_BYPASS, 1);
	return fd;
}

static void send_from(int processor, int fd, const char *text)
{
	unsigned char frame[MAXIMUM_BYTES] = {255, 255, 255, 255, 255, 255};
	cpu_set_t only;

	CPU_ZERO(&only);
	CPU_SET(processor, &only);
	must("sched_setaffinity", sched_setaffinity(0, sizeof(only), &only));
	frame[6] = 2; /* a local address */
	frame[12] = EXPERIMENTAL >> 8;
	frame[13] = EXPERIMENTAL & 255;
	snprintf((char *)frame + HEADER_BYTES, MAXIMUM_BYTES - HEADER_BYTES, "%s", text);
	must("send", send(fd, frame, MINIMUM_BYTES, 0));
}

int main(void)
{
	cpu_set_t all;
	char line[32];
	int fd = open_outlet();

	must("sched_getaffinity", sched_getaffinity(0, sizeof(all), &all));
	printf("%d\n", CPU_COUNT(&all));
	fflush(stdout);
	while (fgets(line, sizeof(line), stdin))
		for (int each = 0; each < CPU_SETSIZE; each++)
			if (CPU_ISSET(each, &all))
				send_from(each, fd, line);
	return 0;
}
