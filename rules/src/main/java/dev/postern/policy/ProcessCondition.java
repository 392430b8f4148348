package dev.postern.policy;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code from}: which processes an entry is for.
 *
 * @param executables absolute paths, or none for any program
 * @param containers names, or none for any container
 * @param allowModified whether a file that is not the image's own counts as the executable
 */
public record ProcessCondition(
    Set<String> executables, Set<String> containers, boolean allowModified) {

  /** Without {@code from}. */
  public static final ProcessCondition ANY = new ProcessCondition(Set.of(), Set.of(), false);

  public ProcessCondition {
    // In an order of their own, so that whatever is made of them is the same every time.
    executables = Collections.unmodifiableSet(new TreeSet<>(executables));
    containers = Collections.unmodifiableSet(new TreeSet<>(containers));
  }

  boolean namesExecutable(@Nullable String path) {
    return executables.isEmpty() || (path != null && executables.contains(path));
  }

  /** Whether a modified file is why a process is not meant. */
  boolean refusesModified(boolean modified) {
    return modified && !allowModified && !executables.isEmpty();
  }

  /** Whether a container of this name may be meant; an unknown one only where none is named. */
  public boolean namesContainer(@Nullable String name) {
    return containers.isEmpty() || (name != null && containers.contains(name));
  }
}
