package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.EventType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payload that no program copies is counted to the byte all the same. */
final class TransferIT extends ObservedTest {

  private static final int UP = 5_000_001;
  private static final int DOWN = 500;

  @ParameterizedTest
  @ValueSource(strings = {"sendfile", "splice", "zerocopy"})
  void isCounted(String how) {
    Program serving = scope.tester("serve", 0, "127.0.0.1", 1, DOWN);
    int port = serving.number();
    Program program = scope.tester("transfer", how, "127.0.0.1", port, UP);
    assertThat(program.end()).containsExactly(UP + " " + DOWN);
    assertThat(serving.end().getFirst()).endsWith(" " + UP + " " + DOWN);

    assertThat(owner(only(EventType.CONNECT, port)).pid()).isEqualTo(program.pid());
    assertFlow(port, false, 1, UP, DOWN);
    assertFlow(port, true, 1, DOWN, UP);
  }
}
