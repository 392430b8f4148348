package dev.postern.scope;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One line of {@code /proc/self/mountinfo}, as far as finding cgroups needs it (proc(5)).
 *
 * @param root the folder of the filesystem that is visible at the mount point
 * @param point where it is mounted
 * @param writable false when mounted read-only
 * @param type the filesystem, such as {@code cgroup2}
 */
record Mount(String root, Path point, boolean writable, String type) {

  private static final int ROOT = 3;
  private static final int POINT = 4;
  private static final int OPTIONS = 5;
  private static final int FIRST_OPTIONAL = 6;

  /** Reads a whole mountinfo file; lines that are not in its format are left out. */
  static List<Mount> parse(String mountinfo) {
    List<Mount> mounts = new ArrayList<>();
    for (String line : mountinfo.lines().toList()) {
      List<String> fields = Arrays.asList(line.split(" ", -1));
      int separator = fields.indexOf("-"); // any number of optional fields stand before it
      if (separator >= FIRST_OPTIONAL && separator + 1 < fields.size()) {
        mounts.add(
            new Mount(
                unescape(fields.get(ROOT)),
                Path.of(unescape(fields.get(POINT))),
                Arrays.asList(fields.get(OPTIONS).split(",", -1)).contains("rw"),
                fields.get(separator + 1)));
      }
    }
    return mounts;
  }

  /** The kernel writes space, tab, newline and backslash as a backslash and three octal digits. */
  private static String unescape(String field) {
    byte[] in = field.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '\\' && isOctal(in, i + 1)) {
        int octal = (in[i + 1] - '0') * 64 + (in[i + 2] - '0') * 8 + (in[i + 3] - '0');
        out[length++] = (byte) octal;
        i += 3;
      } else {
        out[length++] = in[i];
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  private static boolean isOctal(byte[] bytes, int from) {
    if (from + 3 > bytes.length) {
      return false;
    }
    for (int i = from; i < from + 3; i++) {
      if (bytes[i] < '0' || bytes[i] > '7') {
        return false;
      }
    }
    return true;
  }
}
