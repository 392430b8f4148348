# echoes.pl ADDRESS ID: sends an ICMP echo from every processor it may run on and prints how many.
# Packets wait for their turn in a queue for each processor, so what was sent before an echo is
# there before its answer.
use strict;
use warnings;
use Socket qw(:DEFAULT inet_pton);

my ($address, $id) = @ARGV;
my $to = pack_sockaddr_in(0, inet_pton(AF_INET, $address) // die "not an IPv4 address: $address\n");
socket(my $raw, PF_INET, SOCK_RAW, 1) or die "socket: $!\n";
my $sent = 0;
for my $processor (map { /(\d+)$/ } glob('/sys/devices/system/cpu/cpu[0-9]*')) {
    next if system("taskset -pc $processor $$ >/dev/null 2>&1");    # offline, or another's
    my $sum = (0x0800 + $id + $sent) % 0xffff;
    send($raw, pack('C C n n n', 8, 0, 0xffff - $sum, $id, $sent), 0, $to) or die "send: $!\n";
    $sent++;
}
print "$sent\n";
