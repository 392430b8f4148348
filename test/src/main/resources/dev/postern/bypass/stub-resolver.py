#!/usr/bin/python3 -SE
"""A resolver of the machine's: ADDRESS RESOLVER. Passes every question on, and its answer back."""

import socket
import sys
import threading

from dns_message import PORT, family, framed, received

address, upstream = sys.argv[1:3]


def relay(message):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.sendto(message, (upstream, PORT))
        return s.recv(65535)


def serve_streams():
    while True:
        connection = tcp.accept()[0]
        with connection, connection.makefile('rb') as stream:
            while message := received(stream):
                connection.sendall(framed(relay(message)))


udp = socket.socket(family(address), socket.SOCK_DGRAM)
udp.bind((address, PORT))
tcp = socket.create_server((address, PORT), family=family(address))
threading.Thread(target=serve_streams, daemon=True).start()
print('ready', flush=True)
while True:
    question, peer = udp.recvfrom(65535)
    udp.sendto(relay(question), peer)
