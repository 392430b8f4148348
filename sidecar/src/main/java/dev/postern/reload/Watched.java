package dev.postern.reload;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is loaded from files: looks whether these have changed, loads it anew, and hands
 * it on only if all of it is right. For one thread.
 *
 * @param <T> what is loaded; immutable, replaced whole
 */
public final class Watched<T> {

  /** Loads it. */
  public interface Loading<T> {
    /** Everything, as the files are now. */
    T load() throws LoadFailure;
  }

  /** Takes what comes of it. */
  public interface Outcome<T> {
    /**
     * Puts it in the place of what was there before, and returns when that is done.
     *
     * @throws LoadFailure when it is not taken
     */
    void publish(T loaded) throws LoadFailure;

    /**
     * It cannot be used: what was there before stays.
     *
     * @param lines each thing that is wrong
     * @param again whether the same was said last time
     */
    void failed(List<String> lines, boolean again);
  }

  private final Collection<Path> paths;
  private final Loading<T> loading;
  private final Outcome<T> outcome;

  /** What the files looked like before they were last loaded. */
  private FileStamps loaded;

  private FileStamps lastSeen;
  private @Nullable List<String> lastFailure;

  /**
   * Begins with what is loaded already.
   *
   * @param paths files and folders to look at
   * @param before what they looked like before that was loaded
   */
  public Watched(
      Collection<Path> paths, FileStamps before, Loading<T> loading, Outcome<T> outcome) {
    this.paths = List.copyOf(paths);
    this.loading = loading;
    this.outcome = outcome;
    this.loaded = before;
    this.lastSeen = before;
  }

  /**
   * Looks, and loads if the files have changed and were the same at the last look: one that is just
   * being written is left alone. One change is tried once, whatever comes of it.
   */
  public void look() {
    FileStamps now = FileStamps.of(paths);
    boolean settled = now.equals(lastSeen);
    lastSeen = now;
    if (settled && !now.equals(loaded)) {
      load(now, /* asked= */ false);
    }
  }

  /** Loads at once, changed or not. */
  public void reload() {
    FileStamps now = FileStamps.of(paths);
    lastSeen = now;
    load(now, /* asked= */ true);
  }

  private void load(FileStamps now, boolean asked) {
    loaded = now; // taken before they are read, so that a change meanwhile is seen at the next look
    try {
      outcome.publish(loading.load());
      lastFailure = null;
    } catch (LoadFailure e) {
      failed(e.lines(), asked);
    } catch (RuntimeException | StackOverflowError e) {
      failed(List.of("a fault of Postern's own, please report it: " + e), asked);
    } catch (OutOfMemoryError e) {
      failed(List.of("not enough memory: raise -Xmx or load less"), asked);
    }
  }

  private void failed(List<String> lines, boolean asked) {
    boolean again = !asked && lines.equals(lastFailure);
    lastFailure = lines;
    outcome.failed(lines, again);
  }
}
