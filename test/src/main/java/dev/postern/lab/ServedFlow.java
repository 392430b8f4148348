package dev.postern.lab;

import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import dev.postern.event.Transport;
import java.util.List;
import java.util.Locale;

/**
 * What one of the lab's servers saw of one client socket: the truth that reports are held against.
 *
 * @param transport TCP or UDP
 * @param server the address and port that was connected or sent to
 * @param client the socket that did
 * @param received payload bytes the server received, with TLS records where there is TLS
 * @param sent payload bytes the server sent
 * @param datagrams how many datagrams it received; 0 for TCP
 * @param closed whether the numbers of a TCP connection are final; always false for UDP
 */
public record ServedFlow(
    Transport transport,
    Endpoint server,
    Endpoint client,
    long received,
    long sent,
    int datagrams,
    boolean closed) {

  /** One line of text, without the line's end. */
  public String toLine() {
    return "%s %s %s %d %d %d %b"
        .formatted(transport.text(), server, client, received, sent, datagrams, closed);
  }

  /** Reads what {@link #toLine()} wrote. */
  static ServedFlow parse(String line) {
    List<String> fields = List.of(line.split(" ", -1));
    return new ServedFlow(
        Transport.valueOf(fields.get(0).toUpperCase(Locale.ROOT)),
        endpoint(fields.get(1)),
        endpoint(fields.get(2)),
        Long.parseLong(fields.get(3)),
        Long.parseLong(fields.get(4)),
        Integer.parseInt(fields.get(5)),
        Boolean.parseBoolean(fields.get(6)));
  }

  /** The endpoint an address like {@code 192.0.2.1:80} or {@code [2001:db8::1]:80} means. */
  static Endpoint endpoint(String text) {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, colon).replace("[", "").replace("]", "");
    IpAddress address = IpAddress.parse(host);
    if (address == null) {
      throw new IllegalArgumentException("not an address: " + host);
    }
    return new Endpoint(address, Integer.parseInt(text.substring(colon + 1)));
  }
}
