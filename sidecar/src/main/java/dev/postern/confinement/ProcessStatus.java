package dev.postern.confinement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who a process is and what it may do, in the words of {@code /proc/self/status} (proc(5)).
 *
 * @param fields the values by name, blanks in them as single spaces
 */
record ProcessStatus(Map<String, String> fields) {

  static final List<String> CAPABILITY_SETS =
      List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb");

  static ProcessStatus ofThisProcess() throws IOException {
    return parse(Files.readAllLines(Path.of("/proc/self/status")));
  }

  static ProcessStatus parse(List<String> lines) {
    Map<String, String> fields = new HashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(
            line.substring(0, colon), line.substring(colon + 1).strip().replaceAll("\\s+", " "));
      }
    }
    return new ProcessStatus(Map.copyOf(fields));
  }

  private String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** The effective user. */
  long uid() {
    return second("Uid");
  }

  /** The effective group. */
  long gid() {
    return second("Gid");
  }

  /** Real, effective, saved and file system identity are listed in this order. */
  private long second(String name) {
    String[] all = field(name).split(" ", -1);
    return all.length > 1 ? Identity.number(all[1]).orElse(-1L) : -1;
  }

  /** Whether all four users and all four groups are these. */
  boolean isOnly(long uid, long gid) {
    return field("Uid").equals("%1$d %1$d %1$d %1$d".formatted(uid))
        && field("Gid").equals("%1$d %1$d %1$d %1$d".formatted(gid));
  }

  boolean noNewPrivileges() {
    return field("NoNewPrivs").equals("1");
  }

  /** One of {@link #CAPABILITY_SETS}; all bits when the kernel tells none, which never is right. */
  long capabilities(String set) {
    String hex = field(set);
    return hex.matches("[0-9a-f]{1,16}") ? Long.parseUnsignedLong(hex, 16) : -1;
  }
}
