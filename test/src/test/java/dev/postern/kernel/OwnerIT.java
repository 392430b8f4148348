package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.abi.KernelEvent.SocketUsed;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.ProcessImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A connection is its process' own, whoever the process is and whichever thread connects. */
final class OwnerIT extends ObservedTest {

  private static final String CONNECT =
      """
      import os, socket, sys, threading
      def connect():
          server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); server.bind(('127.0.0.1', 0))
          client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
          client.connect(server.getsockname())
          return server.getsockname()[1]
      """;

  @Test
  void isDescribedInFull() throws Exception {
    String script =
        CONNECT
            + "print(os.getpid()); print(open('/proc/self/comm').read().strip())\n"
            + "print(os.readlink('/proc/self/exe')); print(connect())";
    Program program = scope.python(script, "one", "", "three four");
    int pid = program.number();
    String name = program.line();
    String exe = program.line();
    Event event = only(EventType.CONNECT, program.number());

    ProcessImage process = Objects.requireNonNull(event.process());
    assertThat(process.pid()).isEqualTo(pid).isEqualTo(program.pid());
    assertThat(process.name()).isEqualTo(name).isEqualTo("python3");
    assertThat(process.exePath())
        .isEqualTo(exe)
        .isEqualTo(Path.of("/usr/bin/python3").toRealPath().toString());
    assertThat(process.args())
        .isEqualTo(List.of("/usr/bin/python3", "-SE", "-c", script, "one", "", "three four"));
    assertThat(process.parentPid()).isEqualTo((int) ProcessHandle.current().pid());
    assertThat(event.threadId()).isEqualTo(pid);
    assertThat(event.userId()).isZero();
    assertThat(event.container()).isEqualTo(Observation.CONTAINER);
    assertThat(seen.records(SocketUsed.class))
        .extracting(record -> record.header().cgroupId())
        .containsOnly(scope.cgroup().id());
  }

  @Test
  void isWhoeverTheProcessHasBecome() {
    var command =
        Program.python(
            CONNECT
                + "print(connect()); os.setgroups([]); os.setgid(4321); os.setuid(1234)\n"
                + "print(connect())");
    command.addAll(
        0,
        List.of(
            "/usr/bin/setpriv",
            "--ruid=54321",
            "--euid=0",
            "--rgid=65432",
            "--egid=0",
            "--clear-groups"));
    Program program = scope.start(command);
    Event before = only(EventType.CONNECT, program.number());
    Event after = only(EventType.CONNECT, program.number());
    assertThat(List.of(before.userId(), before.groupId())).containsExactly(54321, 65432);
    assertThat(List.of(after.userId(), after.groupId())).containsExactly(1234, 4321);
  }

  @Test
  void isTheProcessOfAThread() {
    Program program =
        scope.python(
            CONNECT
                + """
                def run(): print(os.getpid(), threading.get_native_id(), connect(), flush=True)
                for i in range(8):
                    thread = threading.Thread(target=run); thread.start(); thread.join()
                """);
    IntStream.range(0, 8)
        .forEach(
            i -> {
              String[] said = program.line().split(" ", -1);
              Event event = only(EventType.CONNECT, Integer.parseInt(said[2]));
              ProcessImage process = Objects.requireNonNull(event.process());
              assertThat(process.pid()).isEqualTo(Integer.parseInt(said[0]));
              assertThat(process.name()).isEqualTo("python3");
              assertThat(event.threadId())
                  .isEqualTo(Integer.parseInt(said[1]))
                  .isNotEqualTo(process.pid());
            });
    program.end();
  }

  @Test
  void isTheChildThatNeverExecuted() {
    Program program =
        scope.python(
            CONNECT
                + """
                for i in range(20):
                    if os.fork() == 0:
                        print(os.getpid(), connect(), flush=True); os._exit(0)
                    os.wait()
                """);
    IntStream.range(0, 20)
        .forEach(
            i -> {
              String[] said = program.line().split(" ", -1);
              Event event = only(EventType.CONNECT, Integer.parseInt(said[1]));
              ProcessImage child = Objects.requireNonNull(event.process());
              assertThat(child.pid()).isEqualTo(Integer.parseInt(said[0]));
              assertThat(child.parentPid()).isEqualTo(program.pid());
              assertThat(Objects.requireNonNull(child.parent()).name()).isEqualTo("python3");
            });
    program.end();
  }
}
