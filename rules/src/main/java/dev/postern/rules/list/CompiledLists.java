package dev.postern.rules.list;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compiled lists by what they were made from, so that a list that has not changed is not compiled
 * again when rules are loaded anew. Holds none that nobody uses any more. Safe to use from any
 * thread.
 */
public final class CompiledLists {

  /**
   * What a list was made from.
   *
   * @param digest of the file's bytes
   * @param kind the form it was compiled into
   */
  record Key(String digest, String kind) {}

  private final Path folder;
  private final Map<Key, WeakReference<CompiledList>> lists = new HashMap<>();

  private CompiledLists(Path folder) {
    this.folder = folder;
  }

  /** Compiles in a folder, which has to be there and writable only if there is a large list. */
  public static CompiledLists in(Path folder) {
    return new CompiledLists(folder);
  }

  /** Compiles in the folder that $TMPDIR names, by default /tmp. */
  public static CompiledLists inTemporaryFolder() {
    String named = System.getenv("TMPDIR");
    return in(
        Path.of(
            named == null || named.isEmpty()
                ? Objects.requireNonNull(System.getProperty("java.io.tmpdir"))
                : named));
  }

  Path folder() {
    return folder;
  }

  synchronized @Nullable CompiledList find(Key key) {
    WeakReference<CompiledList> known = lists.get(key);
    return known == null ? null : known.get();
  }

  synchronized void keep(Key key, CompiledList list) {
    lists.values().removeIf(known -> known.get() == null);
    lists.put(key, new WeakReference<>(list));
  }
}
