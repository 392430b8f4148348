package dev.postern.reload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/**
 * Something loaded from files, which can be looked after once it is in use.
 *
 * @param <T> what is loaded; immutable, replaced whole
 */
public final class LoadedFiles<T> {

  /** Loads it as often as one likes, from the same files. */
  public interface Source<T> extends Watched.Loading<T> {
    /** Files and folders that are read; none when nothing can change. */
    Collection<Path> paths();
  }

  /** Loads it for the first time. */
  public interface FirstLoad<S, T> {
    /** All of it. */
    T load(S source) throws Exception;
  }

  private final Source<T> source;
  private final FileStamps before;
  private final T first;

  private LoadedFiles(Source<T> source, FileStamps before, T first) {
    this.source = source;
    this.before = before;
    this.first = first;
  }

  /** Loads it, having looked at the files first, so that no change is missed. */
  public static <S extends Source<T>, T> LoadedFiles<T> load(S source, FirstLoad<S, T> load)
      throws Exception {
    FileStamps before = FileStamps.of(source.paths());
    return new LoadedFiles<>(source, before, load.load(source));
  }

  /** What was loaded first. */
  public T first() {
    return first;
  }

  /**
   * From now on what changes in the files is loaded anew.
   *
   * @param every how long to wait between two looks; zero to look only when asked
   */
  public ReloadThread watch(Watched.Outcome<T> outcome, Duration every) {
    Collection<Path> paths = source.paths();
    return ReloadThread.start(
        new Watched<>(paths, before, source, outcome), paths.isEmpty() ? Duration.ZERO : every);
  }
}
