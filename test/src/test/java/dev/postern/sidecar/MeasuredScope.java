package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.Await;
import dev.postern.run.MetricsEndpoint;
import dev.postern.run.PosternProcess;
import dev.postern.run.ScrapedPage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A scope, and a real sidecar that watches it and shows metrics of it. */
final class MeasuredScope implements AutoCloseable {

  /** The name of whatever container there is in the scope. */
  static final String CONTAINER = "app";

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final WatchedScope scope;
  private final PosternProcess sidecar;
  private final MetricsEndpoint endpoint;

  private MeasuredScope(WatchedScope scope, PosternProcess sidecar) {
    this.scope = scope;
    this.sidecar = sidecar;
    sidecar.awaitErrors("postern: watching ");
    endpoint = MetricsEndpoint.announcedIn(sidecar.errors());
  }

  /** Starts the sidecar with {@link EveryEventRules} and a ring of that size. */
  static MeasuredScope start(Path folder, String ringSize) throws IOException {
    EveryEventRules.writeTo(folder);
    WatchedScope scope = WatchedScope.create();
    PosternProcess sidecar =
        PosternProcess.start(
            folder,
            "sidecar",
            "--cgroup",
            scope.path().toString(),
            "--rules",
            "rules.yaml",
            "--container",
            CONTAINER,
            "--ring-size",
            ringSize,
            "--metrics",
            "127.0.0.1:0");
    try {
      return new MeasuredScope(scope, sidecar);
    } catch (RuntimeException | AssertionError e) {
      sidecar.close();
      scope.close();
      throw e;
    }
  }

  WatchedScope scope() {
    return scope;
  }

  PosternProcess sidecar() {
    return sidecar;
  }

  MetricsEndpoint endpoint() {
    return endpoint;
  }

  ScrapedPage scrape() {
    return endpoint.scrape();
  }

  /**
   * A page that shows exactly these series of these metrics. It may take a moment: the last bytes
   * of a connection are counted when their acknowledgement comes.
   */
  ScrapedPage awaitShown(Map<String, Map<String, Long>> expected) {
    Await.holds(LIMIT, () -> scrape().of(expected.keySet()).equals(expected));
    ScrapedPage page = scrape();
    assertThat(page.of(expected.keySet())).isEqualTo(expected);
    return page;
  }

  @Override
  public void close() {
    try (scope) {
      sidecar.close();
    }
  }
}
