package dev.postern.policy.read;

import static dev.postern.policy.read.PolicyProblems.quoted;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import dev.postern.policy.NamePattern;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.ProblemSink;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a domain name or {@code *.name}. Case and one dot at the end are normalised; what could be
 * meant in two ways is refused with the form to write.
 */
public final class NameReader {

  private static final String WILDCARD = "*.";
  private static final int LONGEST = 253;
  private static final int LONGEST_LABEL = 63;

  /** Of what is looked at to suggest something. */
  private static final int LONGEST_TEXT = 1_000;

  private final String text;
  private final Place place;
  private final ProblemSink problems;

  private NameReader(String text, Place place, ProblemSink problems) {
    this.text = text;
    this.place = place;
    this.problems = problems;
  }

  /** Null, and reported with the form to write, when it is none. */
  public static @Nullable NamePattern read(String text, Place place, ProblemSink problems) {
    return new NameReader(text, place, problems).read();
  }

  private @Nullable NamePattern read() {
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      return refused("is not a domain name: one has up to 253 characters", null);
    }
    if (isAddressOrUrl()) {
      return null;
    }
    if (text.equals("*") || text.equals(WILDCARD) || text.equals("**")) {
      return refused(
          "would be every name",
          "'*.example' is what is below one; everywhere is two blocks, 0.0.0.0/0 and \"::/0\"");
    }
    boolean below = text.startsWith(WILDCARD);
    String name = below ? text.substring(WILDCARD.length()) : text;
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    if (name.indexOf('*') >= 0) {
      String rest = name.substring(name.lastIndexOf('*') + 1);
      int dot = rest.indexOf('.');
      boolean usable = dot >= 0 && dot + 1 < rest.length();
      return refused(
          "has a '*' elsewhere than as its first label",
          usable ? "write '" + WILDCARD + rest.substring(dot + 1) + "'" : null);
    }
    String wire = InternationalName.canonical(name);
    if (wire == null) {
      return refused("has a label that no name can have", null);
    }
    if (!wire.equals(name.toLowerCase(Locale.ROOT))) {
      return refused(
          "is not written as it goes over the wire",
          "write '" + (below ? WILDCARD : "") + wire + "'");
    }
    String fault = fault(wire);
    return fault == null ? new NamePattern(wire, below) : refused(fault, null);
  }

  /** What is no name at all. */
  private boolean isAddressOrUrl() {
    String lower = text.toLowerCase(Locale.ROOT);
    int scheme = lower.indexOf("://");
    if (scheme >= 0) {
      String host = lower.substring(scheme + 3).split("[/:?#]", 2)[0];
      refused("is a URL", host.isEmpty() ? null : "the name alone: '" + host + "'");
      return true;
    }
    String plain =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    IpAddress address = IpAddress.parse(plain);
    Cidr block = Cidr.parse(text);
    if (address != null) {
      block = new Cidr(address, address.bits());
    }
    if (block != null) {
      refused("is no name", "write 'cidr: " + block + "'");
      return true;
    }
    String undotted = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (OddAddress.endsInNumber(undotted)) {
      IpAddress odd = OddAddress.parse(undotted);
      refused(
          "is no name: the last label of one is not a number",
          odd == null ? null : "if an address is meant, 'cidr: " + odd + "/32'");
      return true;
    }
    if (text.indexOf('/') >= 0 || text.indexOf(':') >= 0) {
      String host = text.split("[/:]", 2)[0];
      refused(
          "is not a name alone",
          host.isEmpty() ? null : "ports go under 'ports', and paths nowhere");
      return true;
    }
    return false;
  }

  /** Of a name in its wire form. */
  private static @Nullable String fault(String name) {
    if (name.length() > LONGEST) {
      return "is longer than 253 characters";
    }
    for (String label : name.split("\\.", -1)) {
      if (label.isEmpty()) {
        return "has an empty label";
      }
      if (label.length() > LONGEST_LABEL) {
        return "has a label of more than 63 characters";
      }
      if (!label.matches("[a-z0-9_-]+")) {
        return "has a character that is not of a name: a-z, 0-9, '-' and '_'";
      }
    }
    return null;
  }

  private @Nullable NamePattern refused(String why, @Nullable String suggestion) {
    problems.add(place, quoted(text) + " " + why, suggestion);
    return null;
  }
}
