# listen.pl PORT: accepts one connection on PORT, greets it, reads it to its end.
use strict;
use warnings;
use Socket;

my $port = shift;
$| = 1;
socket(my $listener, PF_INET, SOCK_STREAM, 0) or die "socket: $!\n";
setsockopt($listener, SOL_SOCKET, SO_REUSEADDR, 1) or die "setsockopt: $!\n";
bind($listener, sockaddr_in($port, INADDR_ANY)) or die "bind: $!\n";
listen($listener, 8) or die "listen: $!\n";
print "listening\n";
accept(my $client, $listener) or die "accept: $!\n";
syswrite($client, "hello\n") or die "write: $!\n";
while (sysread($client, my $bytes, 4096)) { }
