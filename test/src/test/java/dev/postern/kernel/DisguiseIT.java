package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.ProcessImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who connects under another name, from elsewhere or from nowhere is still told for what it is. */
final class DisguiseIT extends ObservedTest {

  @AutoClose TcpPeer peer;
  @TempDir Path folder;

  @BeforeEach
  void listen() {
    peer = TcpPeer.on("127.0.0.1");
  }

  @Test
  void anotherNameChangesNeitherFileNorArguments() {
    List<String> command = Tester.command("disguise", "name", "127.0.0.1", peer.port());
    ProcessImage process = owner(onlyConnect(scope.start(command)));
    assertThat(process.exePath()).isEqualTo(command.getFirst());
    assertThat(process.args()).isEqualTo(command);
  }

  @Test
  void aThreadOfAnotherNameIsItsProcess() {
    List<String> command = Tester.command("disguise", "thread", "127.0.0.1", peer.port());
    Event event = onlyConnect(scope.start(command));
    assertThat(event.threadId()).isNotEqualTo(owner(event).pid());
    assertThat(owner(event).name()).isEqualTo("disguise");
    assertThat(owner(event).exePath()).isEqualTo(command.getFirst());
  }

  @Test
  void aFileThatRemovedItselfIsNamed() throws IOException {
    Path gone = folder.toRealPath().resolve("gone");
    Files.copy(Tester.path("disguise"), gone);
    Event event = onlyConnect(scope.start(gone.toString(), "gone", "127.0.0.1", peer.port() + ""));
    assertThat(gone).doesNotExist();
    assertThat(owner(event).exePath()).isEqualTo(gone.toString());
  }

  /** Says pid and thread, which must be the event's. */
  private Event onlyConnect(Program program) {
    List<Integer> said = numbers(program.line());
    program.end();
    assertThat(peer.connections()).isEqualTo(1);
    Event event = only(EventType.CONNECT, peer.port());
    assertThat(List.of(owner(event).pid(), event.threadId())).isEqualTo(said);
    assertThat(owner(event).pid()).isEqualTo(program.pid());
    return event;
  }

  @Test
  void aChildOfVforkIsWhatItExecutes() {
    List<String> child = Tester.command("connect", "127.0.0.1", peer.port());
    Event event = executed("vfork", child);
    assertThat(owner(event).exePath()).isEqualTo(child.getFirst());
    assertThat(owner(event).args()).isEqualTo(child);
    assertThat(owner(event).name()).isEqualTo("connect");
  }

  @Test
  void aFileInMemoryIsNamedSo() {
    List<String> child = Tester.command("connect", "127.0.0.1", peer.port());
    Event event = executed("memory", child);
    assertThat(owner(event).exePath()).isEqualTo("/memfd:payload");
    assertThat(owner(event).args()).isEqualTo(child);
  }

  @Test
  void aScriptIsItsInterpreterAndItsArguments() throws IOException {
    Path script = folder.toRealPath().resolve("script");
    Files.writeString(script, "#!" + Tester.path("connect") + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    List<String> child = List.of(script.toString(), "127.0.0.1", peer.port() + "");
    Event event = executed("vfork", child);
    List<String> arguments = new ArrayList<>(List.of(Tester.path("connect").toString()));
    arguments.addAll(child);
    assertThat(owner(event).exePath()).isEqualTo(Tester.path("connect").toString());
    assertThat(owner(event).args()).isEqualTo(arguments);
    assertThat(owner(event).name()).isEqualTo("script");
  }

  /** The only connect, which must be that of the child, as child and parent have said. */
  private Event executed(String how, List<String> child) {
    List<String> command = Tester.command("exec", how);
    command.addAll(child);
    Program program = scope.start(command);
    int connected = program.number();
    assertThat(program.number()).as("as its parent knows it").isEqualTo(connected);
    program.end();
    assertThat(peer.connections()).isEqualTo(1);
    Event event = only(EventType.CONNECT, peer.port());
    assertThat(owner(event).pid()).isEqualTo(connected);
    assertThat(owner(event).parentPid()).isEqualTo(program.pid());
    return event;
  }
}
