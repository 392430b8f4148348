package dev.postern.bypass;

import static dev.postern.bypass.Family.V4;

import java.util.ArrayList;
import java.util.List;

/** One executable that would pass for another, which a policy allows. */
final class ExecutableRows {

  private static final String EVIL = "{shared}/evil";
  private static final String ALLOWED = "{testers}/tcp";
  private static final String NAMESPACES = "user namespaces";

  private ExecutableRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    rows.add(row("another executable", EVIL, "plain", "0"));
    rows.add(disguise("argv[0] of the allowed executable", "argv0"));
    rows.add(disguise("name of the allowed executable", "name"));
    rows.add(disguise("executable in memory (memfd)", "memory"));
    rows.add(disguise("executable that was deleted", "gone"));
    rows.add(disguise("symbolic link", "link"));
    rows.add(disguise("executable at a path that ends alike", "deep"));
    rows.add(row("the dynamic linker runs it", "/lib64/ld-linux-x86-64.so.2", EVIL, "plain", "0"));
    rows.add(
        row(
                "hard link to the allowed executable",
                "/bin/sh",
                "-ec",
                "ln "
                    + ALLOWED
                    + " {shared}/hard-{number}\n"
                    + "exec {shared}/hard-{number} plain 0 \"$@\"",
                "link")
            .with(Privilege.CONTAINER));
    rows.add(disguise("bind mount over the allowed executable", "bind").needing(NAMESPACES));
    rows.add(disguise("overlay over the allowed executable", "overlay").needing(NAMESPACES));
    rows.add(disguise("chroot with the allowed path", "chroot").needing(NAMESPACES));
    rows.add(disguise("pivot_root with the allowed path", "pivot").needing(NAMESPACES));
    rows.add(
        row("/proc/self/exe replaced (PR_SET_MM_MAP)", "exe-link", ALLOWED).needing(NAMESPACES));
    for (String state : List.of("tcp", "tcp-connected", "udp", "udp-used")) {
      rows.add(
          row("socket inherited over exec: " + state, "hand-over", state, "{testers}/take-over")
              .at(Stage.ONLY_TOKEN));
    }
    return rows;
  }

  private static Row row(String name, String... command) {
    return Row.of(name, "K10", V4, command).ofProcess();
  }

  private static Row disguise(String name, String variant) {
    return row(name, "disguise", variant, EVIL, ALLOWED, "{shared}");
  }
}
