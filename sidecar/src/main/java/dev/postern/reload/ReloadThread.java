package dev.postern.reload;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after something watched, now and then and when asked. On a thread of its own: loading takes
 * seconds, and the event loop has alerts to raise and the worker flows to harvest meanwhile.
 */
public final class ReloadThread implements AutoCloseable {

  private enum Request {
    RELOAD,
    END
  }

  private static final Logger LOG = LoggerFactory.getLogger(ReloadThread.class);

  /** For conditions that are nested as deep as they may be, whatever -Xss says. */
  private static final long STACK_BYTES = 1 << 20;

  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final Watched<?> watched;
  private final Duration every;
  private final LinkedBlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(null, this::run, "postern-reload", STACK_BYTES);

  private ReloadThread(Watched<?> watched, Duration every) {
    this.watched = watched;
    this.every = every;
  }

  /**
   * Begins.
   *
   * @param every how long to wait between two looks; zero to look only when asked
   */
  public static ReloadThread start(Watched<?> watched, Duration every) {
    ReloadThread reload = new ReloadThread(watched, every);
    reload.thread.setDaemon(true);
    reload.thread.start();
    return reload;
  }

  /** Has everything loaded anew, soon, whether it has changed or not. */
  public void reload() {
    if (!requests.contains(Request.RELOAD)) {
      requests.add(Request.RELOAD);
    }
  }

  private void run() {
    try {
      Request request = next();
      while (request != Request.END) {
        if (request == Request.RELOAD) {
          watched.reload();
        } else {
          watched.look();
        }
        request = next();
      }
    } catch (InterruptedException e) {
      LOG.debug("interrupted", e);
    }
  }

  /** The next request, or null when it is time to look. */
  private @Nullable Request next() throws InterruptedException {
    return every.isZero()
        ? requests.take()
        : requests.poll(every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends, after a load that has begun. May be called again. */
  public void end() {
    requests.clear();
    requests.add(Request.END);
    try {
      if (!thread.join(LONGEST_END)) {
        LOG.warn("rules are still being loaded, that is left behind");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
  }
}
