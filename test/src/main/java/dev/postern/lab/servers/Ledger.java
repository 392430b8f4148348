package dev.postern.lab.servers;

import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import dev.postern.event.Transport;
import dev.postern.lab.ServedFlow;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What was served. Written by the event loop, read by whoever reports. */
final class Ledger {

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  /** A new entry, for a connection that was accepted. */
  Entry open(Transport transport, InetSocketAddress server, InetSocketAddress client) {
    Entry entry = new Entry(transport, endpoint(server), endpoint(client));
    entries.add(entry);
    return entry;
  }

  /** The entry of a client's socket that has no connection; a new one for its first datagram. */
  Entry of(Transport transport, InetSocketAddress server, InetSocketAddress client) {
    Endpoint serverEnd = endpoint(server);
    Endpoint clientEnd = endpoint(client);
    for (Entry entry : entries) {
      if (entry.transport == transport
          && entry.server.equals(serverEnd)
          && entry.client.equals(clientEnd)) {
        return entry;
      }
    }
    return open(transport, server, client);
  }

  List<ServedFlow> flows() {
    List<ServedFlow> flows = new ArrayList<>();
    entries.forEach(entry -> flows.add(entry.toFlow()));
    return flows;
  }

  private static Endpoint endpoint(InetSocketAddress socket) {
    String zoned = socket.getAddress().getHostAddress();
    int zone = zoned.indexOf('%');
    IpAddress address = IpAddress.parse(zone < 0 ? zoned : zoned.substring(0, zone));
    if (address == null) {
      throw new IllegalStateException("not an address: " + zoned);
    }
    return new Endpoint(address, socket.getPort());
  }

  /** The counts of one client socket at one server. */
  static final class Entry {
    private final Transport transport;
    private final Endpoint server;
    private final Endpoint client;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger datagrams = new AtomicInteger();
    private volatile boolean closed;

    private Entry(Transport transport, Endpoint server, Endpoint client) {
      this.transport = transport;
      this.server = server;
      this.client = client;
    }

    void received(int bytes) {
      received.addAndGet(bytes);
    }

    void receivedDatagram(int bytes) {
      datagrams.incrementAndGet();
      received.addAndGet(bytes);
    }

    void sent(int bytes) {
      sent.addAndGet(bytes);
    }

    void close() {
      closed = true;
    }

    private ServedFlow toFlow() {
      boolean isFinal = closed; // read before the counts, which do not change after it
      return new ServedFlow(
          transport, server, client, received.get(), sent.get(), datagrams.get(), isFinal);
    }
  }
}
