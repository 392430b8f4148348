package dev.postern.policy;

import dev.postern.event.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** The allow entry that an ask would need, as YAML. */
final class SuggestedEntry {

  /** Above what a policy file may hold: the kernel compares no longer path. */
  private static final int LONGEST_PATH = 255;

  private SuggestedEntry() {}

  /** A sequence item in lines, its dash at the first column. */
  static List<String> lines(Ask ask) {
    List<String> lines = new ArrayList<>();
    lines.add("- to: [{" + target(ask.host()) + "}]");
    lines.add("  ports: [{port: " + ask.port() + ", protocol: " + ask.protocol() + "}]");
    if (ask.port() == 0) {
      lines.set(1, "  ports: any");
    }
    String path = ask.executable();
    if (path != null && isWritable(path)) {
      lines.add(
          "  from: {executables: ["
              + quoted(path)
              + "]"
              + (ask.modified() ? ", allowModified: true" : "")
              + "}");
    }
    return List.copyOf(lines);
  }

  private static String target(Host host) {
    return switch (host) {
      case Host.Address(IpAddress address, _) -> "cidr: " + quoted(address + "/" + address.bits());
      case Host.Name(String name) -> "fqdn: " + quoted(name);
    };
  }

  /** Whether a policy could name it at all: an absolute, clean path. */
  private static boolean isWritable(String path) {
    return path.startsWith("/")
        && path.length() <= LONGEST_PATH
        && path.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '*' && c != '?')
        && !path.endsWith("/")
        && !path.contains("//")
        && !(path + "/").contains("/./")
        && !(path + "/").contains("/../");
  }

  /** Plain where YAML reads it as the same text. */
  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9/][A-Za-z0-9_/+-]*[./][A-Za-z0-9._/+-]*|/[A-Za-z0-9._/+-]+")
        ? text
        : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
