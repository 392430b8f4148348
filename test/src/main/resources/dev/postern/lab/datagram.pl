# datagram.pl ADDRESS PORT TEXT: sends TEXT as one datagram with sendto(2), without connect(2).
use strict;
use warnings;
use Socket qw(:DEFAULT inet_pton);

my ($address, $port, $text) = @ARGV;
my $to = inet_pton(AF_INET, $address) or die "not an IPv4 address: $address\n";
socket(my $socket, PF_INET, SOCK_DGRAM, 0) or die "socket: $!\n";
defined(send($socket, $text, 0, sockaddr_in($port, $to))) or die "sendto: $!\n";
