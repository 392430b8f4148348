package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.abi.KernelEvent.Exited;
import dev.postern.abi.KernelEvent.Forked;
import dev.postern.abi.KernelEvent.SocketUsed;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.ProcessImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who started whom, and that every fork and every end is told exactly once. */
final class ProcessTreeIT extends ObservedTest {

  private static final String CONNECT =
      """
      import os, socket, sys
      server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); server.bind(('127.0.0.1', 0))
      print(os.getpid(), os.getppid(), flush=True)
      if len(sys.argv) > 1: sys.stdin.readline()
      client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      client.connect(server.getsockname()); print(server.getsockname()[1], flush=True)
      """;

  @Test
  void namesTheAncestors() {
    Program program =
        scope.start(
            "/usr/bin/env",
            "bash",
            "-c",
            "sh -c 'timeout 60 /usr/bin/python3 -SEc \"$0\"; :' \"$0\"; :",
            CONNECT);
    String[] pids = program.line().split(" ", -1);
    Event event = only(EventType.CONNECT, program.number());
    program.end();

    ProcessImage process = Objects.requireNonNull(event.process());
    assertThat(process.pid()).isEqualTo(Integer.parseInt(pids[0]));
    assertThat(process.parentPid()).isEqualTo(Integer.parseInt(pids[1]));
    List<String> names = new ArrayList<>();
    ProcessImage top = process;
    for (ProcessImage p = process; p != null; p = p.parent()) {
      names.add(p.name());
      top = p;
    }
    assertThat(names).containsExactly("python3", "timeout", "sh", "bash");
    assertThat(top.pid()).isEqualTo(program.pid());
  }

  @Test
  void tellsEachForkAndEachEndOnce() {
    Program program =
        scope.python(
            """
            import os, threading
            for i in range(100):
                thread = threading.Thread(target=lambda: None); thread.start(); thread.join()
                child = os.fork()
                if child == 0: os._exit(i % 2)
                print(child); os.waitpid(child, 0)
            """);
    List<Integer> children = program.end().stream().map(Integer::valueOf).toList();
    assertThat(children).hasSize(100);

    assertThat(seen.records(Forked.class))
        .extracting(fork -> fork.child().pid())
        .containsExactlyElementsOf(children);
    assertThat(seen.records(Forked.class))
        .extracting(fork -> fork.header().process().pid())
        .containsOnly(program.pid());
    List<Integer> ended = new ArrayList<>(children);
    ended.add(program.pid());
    assertThat(seen.records(Exited.class))
        .extracting(exit -> exit.header().process().pid())
        .containsExactlyElementsOf(ended);
  }

  @Test
  void describesAProcessOlderThanTheProbe() throws Exception {
    try (Scope older = Scope.create()) {
      Program program = older.python(CONNECT, "wait");
      program.line();
      try (Observation late = Observation.of(older)) {
        program.go();
        Event event = late.events(EventType.CONNECT, program.number()).getFirst();

        ProcessImage process = Objects.requireNonNull(event.process());
        assertThat(process.pid()).isEqualTo(program.pid());
        assertThat(process.name()).isEqualTo("python3");
        assertThat(process.exePath())
            .isEqualTo(Path.of("/usr/bin/python3").toRealPath().toString());
        assertThat(process.args()).isEqualTo(Program.python(CONNECT, "wait"));
        assertThat(late.events(EventType.EXECVE)).isEmpty();
      }
    }
  }

  @Test
  void seesACgroupInsideTheScope() {
    Scope child = scope.child();
    Program program = child.python(CONNECT);
    program.line();
    Event event = only(EventType.CONNECT, program.number());
    program.end();
    assertThat(Objects.requireNonNull(event.process()).pid()).isEqualTo(program.pid());
    assertThat(seen.records(SocketUsed.class))
        .extracting(record -> record.header().cgroupId())
        .containsExactly(child.cgroup().id());
  }

  @Test
  void seesNothingBesideTheScope() {
    String busy =
        """
        import os, socket, sys
        server = socket.create_server(('127.0.0.1', 0), backlog=1000)
        rounds = 0
        while rounds < 300:
            client = socket.create_connection(server.getsockname())
            udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            udp.sendto(b'x', server.getsockname())
            if os.fork() == 0: os.execv('/bin/true', ['true'])
            os.wait(); rounds += 1
            if rounds == 10: print('busy', flush=True)
        print(rounds)
        """;
    try (Scope other = Scope.create()) {
      Program beside = other.python(busy);
      assertThat(beside.line()).isEqualTo("busy");
      Program inside = scope.python(CONNECT);
      inside.line();
      only(EventType.CONNECT, inside.number());
      inside.end();
      assertThat(beside.end()).containsExactly("300");

      assertThat(seen.events())
          .extracting(event -> Objects.requireNonNull(event.process()).pid())
          .containsOnly(inside.pid());
      assertThat(seen.records(Forked.class)).isEmpty();
      assertThat(seen.records(Exited.class)).hasSize(1);
      assertThat(seen.flows(flow -> flow.process().pid() != inside.pid())).isEmpty();
    }
  }
}
