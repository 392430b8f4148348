package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.abi.KernelEvent.Exited;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.ProcessImage;
import dev.postern.lab.LabTest;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When nobody reads, events are lost, every one of them is counted, and totals stay exact. */
@LabTest
final class LossIT {

  private static final int SMALL_RING = 64 << 10;
  private static final int CONNECTS = 5_000;

  private static final String CONNECT =
      """
      import socket, sys
      server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); server.bind(('127.0.0.1', 0))
      if sys.argv[2] == 'wait': print('ready', flush=True); sys.stdin.readline()
      for i in range(int(sys.argv[1])):
          client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
          client.connect(server.getsockname()); client.send(b'four'); client.close()
      print(server.getsockname()[1], flush=True)
      """;

  @AutoClose Scope scope;
  @AutoClose Observation seen;

  @BeforeEach
  void attach() {
    scope = Scope.create();
    seen = Observation.unread(scope, SMALL_RING);
  }

  @Test
  void isCountedToTheLastEvent() {
    Program program = scope.python(CONNECT, CONNECTS, "go");
    int port = program.number();
    program.end();
    seen.read();

    int received = seen.events(EventType.CONNECT, port).size();
    assertThat(received).isPositive().isLessThan(CONNECTS);
    assertThat(received + seen.lost("connect")).isEqualTo(CONNECTS);
    int ends = seen.records(Exited.class).size();
    assertThat(ends + seen.lost("exit")).isEqualTo(1);
    assertThat(seen.flows(flow -> true))
        .singleElement()
        .extracting(ObservedFlow::connections, ObservedFlow::bytesSent)
        .containsExactly((long) CONNECTS, 4L * CONNECTS);
  }

  /** Its exec found no room, so its first event that finds some says what it is. */
  @Test
  void ofAnExecIsMadeUpForByTheNextEvent() {
    scope.python(CONNECT, CONNECTS, "go").end();
    Program program = scope.python(CONNECT, 1, "wait");
    assertThat(program.line()).isEqualTo("ready");
    assertThat(seen.lost("exec")).isEqualTo(1);
    seen.read();
    assertThat(seen.events(EventType.EXECVE)).hasSize(1);
    program.go();
    int port = program.number();

    Event event = seen.events(EventType.CONNECT, port).getFirst();
    ProcessImage process = Objects.requireNonNull(event.process());
    assertThat(process.pid()).isEqualTo(program.pid());
    assertThat(process.name()).isEqualTo("python3");
    assertThat(process.args()).isEqualTo(Program.python(CONNECT, 1, "wait"));
  }
}
