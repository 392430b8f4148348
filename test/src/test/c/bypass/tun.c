/* SPDX-License-Identifier: Apache-2.0 */
/* A packet that comes in by a device of one's own and is forwarded: it has no socket. */
#include "packet.h"
#include <fcntl.h>
#include <linux/if_tun.h>
#include <sys/ioctl.h>

static void allow_forwarding(void)
{
	const char *file = "/proc/sys/net/ipv4/ip_forward";
	int fd = must(file, open(file, O_WRONLY));

	must(file, write(fd, "1", 1));
	close(fd);
}

static int open_device(struct ifreq *request)
{
	int fd = must("/dev/net/tun", open("/dev/net/tun", O_RDWR));

	request->ifr_flags = IFF_TUN | IFF_NO_PI;
	must("TUNSETIFF", ioctl(fd, TUNSETIFF, request));
	return fd;
}

static void bring_up(struct ifreq *request)
{
	int fd = must("socket", socket(AF_INET, SOCK_DGRAM, 0));
	struct sockaddr_in *address = (struct sockaddr_in *)&request->ifr_addr;

	memset(&request->ifr_ifru, 0, sizeof(request->ifr_ifru));
	address->sin_family = AF_INET;
	inet_pton(AF_INET, "10.99.0.1", &address->sin_addr);
	must("SIOCSIFADDR", ioctl(fd, SIOCSIFADDR, request));
	inet_pton(AF_INET, "255.255.255.0", &address->sin_addr);
	must("SIOCSIFNETMASK", ioctl(fd, SIOCSIFNETMASK, request));
	request->ifr_flags = IFF_UP | IFF_RUNNING;
	must("SIOCSIFFLAGS", ioctl(fd, SIOCSIFFLAGS, request));
	close(fd);
}

int main(int argc, char **argv)
{
	struct attempt attempt = attempt_of(argc, argv, 0, TARGETS);
	struct ifreq request = {.ifr_name = "tun%d"};
	char packet[PACKET_BYTES];
	struct iphdr *ip = (struct iphdr *)packet;
	struct udphdr *udp = (struct udphdr *)(ip + 1);
	size_t length = datagram(packet, &attempt, &attempt.forbidden);
	int fd = open_device(&request);

	bring_up(&request);
	allow_forwarding();
	ip->saddr = inet_addr("10.99.0.2"); /* behind the device; UDP needs no checksum */
	udp->check = 0;
	ip->check = 0;
	ip->check = checksum(add_words(0, ip, sizeof(*ip)));
	must("write", write(fd, packet, length));
	return 0;
}
