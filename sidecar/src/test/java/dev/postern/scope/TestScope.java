package dev.postern.scope;

import java.util.concurrent.atomic.AtomicInteger;

/** Names for cgroups of tests, unique among tests that run at the same time. */
final class TestScope {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestScope() {}

  static String name() {
    return "postern-test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
  }
}
