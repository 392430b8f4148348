# talk.pl ADDRESS PORT TEXT: connects over TCP, prints the line it is greeted with, says TEXT.
# No module that could resolve a name: the only socket is the one it talks on.
use strict;
use warnings;
use Socket qw(:DEFAULT inet_pton);

my ($address, $port, $text) = @ARGV;
my $to = inet_pton(AF_INET, $address) or die "not an IPv4 address: $address\n";
socket(my $peer, PF_INET, SOCK_STREAM, 0) or die "socket: $!\n";
connect($peer, sockaddr_in($port, $to)) or die "connect: $!\n";
print scalar(readline($peer));
syswrite($peer, $text) or die "write: $!\n";
