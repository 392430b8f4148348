package dev.postern.run;

import dev.postern.kernel.Tester;
import java.util.List;
import java.util.Locale;

/**
 * A real program that looks a name up in its own way, connects there on port 8080, and says to
 * which address. It fails when it cannot.
 */
enum NamedClient {
  /** glibc's resolver, which most programs use. */
  GETENT(100, "reach \"$(getent ahosts $NAME | { read -r first _; echo \"$first\"; })\""),
  /** Another C library's, which asks for both types at once. */
  MUSL(101, Tester.command("musl/connect-by-name").getFirst() + " $NAME 8080"),
  /** BIND's. */
  DIG(102, "reach \"$(dig +search +short $NAME)\""),
  DIG_TCP(103, "reach \"$(dig +search +short +tcp $NAME)\""),
  PYTHON(104, "/usr/bin/python3 -SE connect.py $NAME"),
  JAVA(105, "\"$JAVA\" Connect.java $NAME"),
  NODE(106, "node connect.js $NAME"),
  /** c-ares, which searches nothing. */
  NODE_RESOLVE(
      107,
      "reach \"$(node -e 'require(\"dns\").resolve4(\"'$NAME'\", (_, all) =>"
          + " console.log(all[0]))')\""),
  CURL(108, "reach $NAME");

  static final List<String> FILES = List.of("connect.py", "Connect.java", "connect.js");

  private static final String REACH =
      """
      reach() {
        case $1 in
          '') return 1 ;;
          *:*) set -- "[$1]" ;;
        esac
        curl -sS -m 20 -o /dev/null -w '%{remote_ip}\\n' "http://$1:8080/"
      }
      """;

  private final int host;
  private final String script;

  /**
   * @param host the last byte of its addresses
   */
  NamedClient(int host, String script) {
    this.host = host;
    this.script = script;
  }

  /** The script that does it. */
  String script(String name) {
    return REACH + "NAME=" + name + "\n" + script;
  }

  /** A label that is no other client's. */
  String label() {
    return "for-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "-";
  }

  /** An address of its own. */
  String address(String prefix) {
    return prefix + host;
  }

  /** Node is a large package: the others are there wherever these tests are. */
  boolean isInstalled(ScopeShell scope) {
    return (this != NODE && this != NODE_RESOLVE) || scope.run("command -v node").status() == 0;
  }
}
