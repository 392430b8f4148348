package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.abi.KernelEvent.Described;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.ProcessContext;
import dev.postern.event.ProcessImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the probe says a process runs in and with is what the kernel says of it in /proc. */
final class ContextIT extends ObservedTest {

  /** Says its port and what /proc has of it, in the order of the record; then connects. */
  private static final String SAY_AND_CONNECT =
      """
      import socket, sys
      def status(pid):
          return dict(line.rstrip().split(':', 1) for line in open('/proc/%s/status' % pid))
      def last(line): return line.split()[-1]
      def first(line): return line.split()[0]
      server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); server.bind(('127.0.0.1', 0))
      me = status('self'); parent = status(first(me['PPid']))
      tty = open('/proc/self/stat').read().rpartition(')')[2].split()[4]
      login = int(open('/proc/self/loginuid').read())
      print(server.getsockname()[1])
      print(last(me['NSpid']), last(parent['NSpid']), first(me['NSpgid']), last(me['NSpgid']),
            first(me['NSsid']), last(me['NSsid']), tty, login - 2**32 if login >= 2**31 else login,
            int(me['CapEff'], 16), int(me['CapPrm'], 16), int(me['CapInh'], 16), flush=True)
      if len(sys.argv) > 1: sys.stdin.readline()
      client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      client.connect(server.getsockname())
      """;

  private static ProcessContext said(Program program) {
    String[] words = program.line().strip().split(" ", -1);
    int[] ids = new int[8];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Integer.parseInt(words[i]);
    }
    return new ProcessContext(
        ids[0],
        ids[1],
        ids[2],
        ids[3],
        ids[4],
        ids[5],
        ids[6],
        ids[7],
        Long.parseLong(words[8]),
        Long.parseLong(words[9]),
        Long.parseLong(words[10]));
  }

  private ProcessContext observed(int port) {
    Event event = only(EventType.CONNECT, port);
    ProcessImage image = Objects.requireNonNull(event.process());
    return Objects.requireNonNull(image.context());
  }

  private ProcessContext check(String... before) {
    List<String> command = new ArrayList<>(List.of(before));
    command.addAll(Program.python(SAY_AND_CONNECT));
    Program program = scope.start(command.toArray(new String[0]));
    int port = Integer.parseInt(program.line().strip());
    ProcessContext said = said(program);
    program.end();
    assertThat(observed(port)).isEqualTo(said);
    return said;
  }

  @Test
  void ofAPlainProcess() {
    ProcessContext said = check("/usr/bin/env");
    assertThat(said.effective()).isNotZero();
  }

  @Test
  void ofASessionOfItsOwn() {
    ProcessContext said = check("/usr/bin/setsid", "--wait");
    assertThat(said.sessionId()).isEqualTo(said.namespacePid()).isEqualTo(said.groupId());
  }

  @Test
  void inAPidNamespaceOfItsOwn() {
    // In a session of the test's own: its leader may otherwise live where even the test sees none.
    ProcessContext said = check("/usr/bin/setsid", "--wait", "/usr/bin/unshare", "--pid", "--fork");
    assertThat(said.namespacePid()).isEqualTo(1);
    assertThat(said.namespaceSessionId()).as("nobody there knows the session").isZero();
    assertThat(said.sessionId()).isNotZero();
  }

  @Test
  void inASessionInAPidNamespace() {
    ProcessContext said =
        check("/usr/bin/unshare", "--pid", "--fork", "/usr/bin/setsid", "--fork", "--wait");
    assertThat(said.namespaceSessionId()).isEqualTo(said.namespacePid()).isGreaterThan(1);
    assertThat(said.sessionId()).isNotEqualTo(said.namespaceSessionId());
  }

  @Test
  void withFewerCapabilities() {
    ProcessContext said = check("/usr/bin/setpriv", "--bounding-set", "-net_raw");
    assertThat(said.effective() >>> 13 & 1).as("CAP_NET_RAW").isZero();
  }

  @Test
  void onATerminal() {
    String quoted =
        String.join(
            " ",
            Program.python(SAY_AND_CONNECT).stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .toList());
    Program program = scope.start("/usr/bin/script", "-qec", quoted, "/dev/null");
    int port = Integer.parseInt(program.line().strip());
    ProcessContext said = said(program);
    program.end();
    assertThat(said.terminal()).isNotZero();
    assertThat(observed(port)).isEqualTo(said);
  }

  @Test
  void ofAForkThatNeverExecs() {
    Program program =
        scope.start(
            Program.python("import os\nif os.fork(): os.wait()\nelse:\n " + indented())
                .toArray(new String[0]));
    int port = Integer.parseInt(program.line().strip());
    ProcessContext said = said(program);
    program.end();
    assertThat(observed(port)).isEqualTo(said);
  }

  private static String indented() {
    return SAY_AND_CONNECT.replace("\n", "\n ");
  }

  @Test
  void ofAProcessOlderThanTheProbe() throws Exception {
    try (Scope older = Scope.create()) {
      Program program = older.python(SAY_AND_CONNECT, "wait");
      program.line();
      ProcessContext said = said(program);
      try (Observation late = Observation.of(older)) {
        assertThat(late.records(Described.class))
            .extracting(Described::context)
            .containsExactly(said);
        program.go();
        program.end();
      }
    }
  }
}
