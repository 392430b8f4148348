package dev.postern.bench;

import dev.postern.abi.KernelEvent;
import dev.postern.probe.Probe;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.util.ArrayList;
import java.util.List;

/** What the real probe says of one program that makes one connection. */
final class RecordCapture {

  private RecordCapture() {}

  /** The records of a program's exec and of one whole TCP connection of it, in order. */
  static List<KernelEvent> of(BenchScope scope) {
    List<KernelEvent> records = new ArrayList<>();
    try (MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        Server echo = Server.start("echo");
        Probe probe = Probe.attach(scope.cgroup().path(), Watch.RING_BYTES)) {
      probe.read(loops.next(), records::add, () -> {}).join();
      scope.inside(Programs.command("exchange", "request", 1, echo.port()));
      probe.caughtUp().join();
    }
    return List.copyOf(records);
  }
}
