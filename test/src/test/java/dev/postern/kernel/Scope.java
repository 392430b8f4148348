package dev.postern.kernel;

import dev.postern.scope.Cgroup;
import dev.postern.scope.CgroupFilesystem;
import dev.postern.scope.CommandNotRunnableException;
import dev.postern.scope.ScopedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A cgroup of a test's own and the programs in it; none of them outlives it. */
final class Scope implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Cgroup cgroup;

  private Scope(Cgroup cgroup) {
    this.cgroup = cgroup;
  }

  static Scope create() {
    long pid = ProcessHandle.current().pid();
    String name = "postern-kernel-" + pid + "-" + COUNT.incrementAndGet();
    try {
      return new Scope(CgroupFilesystem.find().create(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Cgroup cgroup() {
    return cgroup;
  }

  /** Another one inside this one, removed with it. */
  Scope child() {
    try {
      return new Scope(cgroup.child("child-" + COUNT.incrementAndGet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Program python(String script, Object... arguments) {
    return start(Program.python(script, arguments));
  }

  /** One of the programs in C. */
  Program tester(String name, Object... arguments) {
    return start(Tester.command(name, arguments));
  }

  Program start(String... command) {
    return start(List.of(command));
  }

  Program start(List<String> command) {
    try {
      return Program.start(ScopedCommand.of(command).joining(cgroup, Program.environment()));
    } catch (CommandNotRunnableException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      cgroup.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
