package dev.postern.policy.read;

import static dev.postern.policy.read.PolicyProblems.quoted;

import dev.postern.event.IpAddress;
import dev.postern.policy.Host;
import dev.postern.policy.NamePattern;
import dev.postern.policy.PortRange;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.ProblemSink;
import org.jspecify.annotations.Nullable;

/** What somebody asks about: {@code 192.0.2.7:443}, {@code [2001:db8::7]:443}, {@code a.b:443}. */
public record HostAndPort(Host host, int port) {

  private static final String EXPECTED = "HOST:PORT, such as 192.0.2.7:443 or [2001:db8::7]:443";

  /** Null, and reported, when it is none. */
  public static @Nullable HostAndPort read(String text, Place place, ProblemSink problems) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    boolean bracketed = text.startsWith("[") && text.lastIndexOf(']') == colon - 1;
    String host = colon < 0 ? "" : text.substring(bracketed ? 1 : 0, bracketed ? colon - 1 : colon);
    if (host.isEmpty()
        || !port.matches("0|[1-9][0-9]{0,4}")
        || Integer.parseInt(port) > PortRange.HIGHEST
        || (host.indexOf(':') >= 0) != bracketed) {
      problems.add(place, quoted(text) + " is not " + EXPECTED, null);
      return null;
    }
    Host read = host(host, place, problems);
    return read == null ? null : new HostAndPort(read, Integer.parseInt(port));
  }

  private static @Nullable Host host(String text, Place place, ProblemSink problems) {
    IpAddress address = IpAddress.parse(text);
    if (address != null) {
      return new Host.Address(address);
    }
    if (text.startsWith("*")) {
      problems.add(place, quoted(text) + " is many names: ask about one of them", null);
      return null;
    }
    NamePattern name = NameReader.read(text, place, problems);
    return name == null ? null : new Host.Name(name.name());
  }
}
