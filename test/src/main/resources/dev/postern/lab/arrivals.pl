# arrivals.pl INTERFACE: prints a line for each IPv4 packet that passes INTERFACE, in either
# direction: source, protocol, destination and its port, as "192.0.2.1 tcp 192.0.2.2:80". For ICMP
# echoes the port is their identifier, and 0 is of what has neither. Ends when it lost a packet.
use strict;
use warnings;
use Socket qw(:DEFAULT inet_ntop);

use constant {    # packet(7), linux/if_ether.h, linux/if_packet.h, linux/sockios.h
    AF_PACKET => 17, ETH_P_ALL => 0x0003, ETH_P_IP => 0x0800, SIOCGIFINDEX => 0x8933,
    SOL_PACKET => 263, PACKET_STATISTICS => 6, PLACE => 'S n i S C C x8',
};
my %name = (1 => 'icmp', 6 => 'tcp', 17 => 'udp');
my %port_at = (1 => 4, 6 => 2, 17 => 2);
my $interface = shift;

$| = 1;
socket(my $tap, AF_PACKET, SOCK_DGRAM, unpack('S', pack('n', ETH_P_ALL))) or die "socket: $!\n";
my $request = pack('a16 x24', $interface);
ioctl($tap, SIOCGIFINDEX, $request) or die "$interface: $!\n";
my $index = unpack('x16 i', $request);
bind($tap, pack(PLACE, AF_PACKET, ETH_P_ALL, $index, 0, 0, 0)) or die "bind: $!\n";
print "watching\n";
while (1) {
    my $from = recv($tap, my $packet, 128, 0) // die "recv: $!\n";
    my (undef, $lost) = unpack('I I', getsockopt($tap, SOL_PACKET, PACKET_STATISTICS));
    die "lost $lost packets\n" if $lost;
    next if (unpack(PLACE, $from))[1] != ETH_P_IP || length($packet) < 20;
    my ($first, $protocol, $source, $destination) = unpack('C x8 C x2 a4 a4', $packet);
    my $at = ($first & 15) * 4 + ($port_at{$protocol} // 1 << 16);
    my $port = $at + 2 <= length($packet) ? unpack('n', substr($packet, $at, 2)) : 0;
    printf("%s %s %s:%d\n", inet_ntop(AF_INET, $source), $name{$protocol} // "ip-$protocol",
        inet_ntop(AF_INET, $destination), $port);
}
