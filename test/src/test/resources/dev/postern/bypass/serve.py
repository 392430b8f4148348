"""A TCP and UDP server at every address. Says its port, and what it was asked for by TCP:
u: takes everything and answers how much; d: sends as many bytes as it was told, and closes;
c: closes at once, and ends itself. By UDP it sends back what it gets."""
import os, socket, sys, threading

size = int(sys.argv[1])

def listener(kind, port):
    s = socket.socket(socket.AF_INET6, kind)
    s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    s.bind(("::", port))
    return s

stream = listener(socket.SOCK_STREAM, 0)
stream.listen()
port = stream.getsockname()[1]
datagram = listener(socket.SOCK_DGRAM, port)

def answer_datagrams():
    while True:
        data, peer = datagram.recvfrom(65536)
        datagram.sendto(data, peer)

def answer(client):
    wish = client.recv(1)
    if wish == b"u":
        total = 0
        while got := len(client.recv(1 << 16)):
            total += got
        client.sendall(str(total).encode())
    elif wish == b"d":
        client.sendall(bytes(size))
    client.close()
    if wish == b"c":
        os._exit(0)

threading.Thread(target=answer_datagrams, daemon=True).start()
print(port, flush=True)
while True:
    client, _ = stream.accept()
    threading.Thread(target=answer, args=(client,), daemon=True).start()
