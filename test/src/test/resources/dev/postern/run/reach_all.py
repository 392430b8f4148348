"""reach_all.py NAME: connects to every address of a name and says to how many."""
import socket, sys

found = socket.getaddrinfo(sys.argv[1], 8080, socket.AF_INET, socket.SOCK_STREAM)
for *_, address in found:
    socket.create_connection(address).close()
print(len(found))
