package dev.postern.bench;

import dev.postern.abi.KernelEvent;
import dev.postern.abi.KernelEvent.Described;
import dev.postern.abi.KernelEvent.Header;
import dev.postern.abi.KernelEvent.SocketUse;
import dev.postern.abi.KernelEvent.SocketUsed;
import dev.postern.abi.KernelEvent.StageReached;
import dev.postern.abi.ProcessKey;
import java.util.ArrayList;
import java.util.List;

/** Records of many processes, made from one connection of one process that really was. */
final class RecordStream {

  static final int PROCESSES = 64;
  private static final int CONNECTIONS = 16;

  private final RecordEncoder encoder;
  private final Described exec;
  private final SocketUsed connect;
  private final List<StageReached> stages;

  /**
   * Takes what the probe said.
   *
   * @param captured an exec, a connect and the stages of the connection
   */
  RecordStream(RecordEncoder encoder, List<KernelEvent> captured) {
    this.encoder = encoder;
    this.exec = last(captured, Described.class).getLast();
    this.connect =
        last(captured, SocketUsed.class).stream()
            .filter(used -> used.use() == SocketUse.CONNECT)
            .findFirst()
            .orElseThrow(() -> new BenchFailure("the probe said nothing of a connect"));
    this.stages = last(captured, StageReached.class);
  }

  private static <T> List<T> last(List<KernelEvent> captured, Class<T> kind) {
    List<T> found = captured.stream().filter(kind::isInstance).map(kind::cast).toList();
    if (found.isEmpty()) {
      throw new BenchFailure("the probe said nothing of kind " + kind.getSimpleName());
    }
    return found;
  }

  /** An exec record of every process. */
  List<byte[]> execs() {
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      records.add(execOf(i));
    }
    return records;
  }

  /** A connect record of every process. */
  List<byte[]> connects() {
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      records.add(connectOf(i));
    }
    return records;
  }

  /** What every process does in its life: an exec, then whole TCP connections. */
  List<byte[]> lives() {
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      records.add(execOf(i));
      for (int j = 0; j < CONNECTIONS; j++) {
        records.add(connectOf(i));
        for (StageReached stage : stages) {
          records.add(
              encoder.encode(
                  new StageReached(
                      header(stage.header(), i),
                      stage.stage(),
                      stage.socket(),
                      stage.totals(),
                      stage.error())));
        }
      }
    }
    return records;
  }

  private byte[] execOf(int process) {
    return encoder.encode(
        new Described(
            header(exec.header(), process),
            true,
            exec.parent(),
            exec.comm(),
            exec.exePath(),
            exec.args(),
            null));
  }

  private byte[] connectOf(int process) {
    return encoder.encode(
        new SocketUsed(header(connect.header(), process), connect.use(), connect.socket()));
  }

  private static Header header(Header real, int process) {
    ProcessKey key = real.process();
    return new Header(
        real.timeNanos(),
        new ProcessKey(key.startNanos() + process, key.pid() + process, key.execId()),
        real.cgroupId(),
        real.threadId() + process,
        real.userId(),
        real.groupId());
  }
}
