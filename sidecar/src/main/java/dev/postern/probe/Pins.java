package dev.postern.probe;

import dev.postern.abi.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of a BPF filesystem that holds the maps and links of one scope, so that they go on when
 * their process is gone: verdicts stay in force, and events wait in the ring.
 *
 * @param folder named by the scope's cgroup and the version of the event ABI
 */
public record Pins(Path folder) {

  private static final String MAP = "map_";
  private static final String LINK = "link_";
  private static final String FRESH = "_new";

  /** Of one scope, for one version of the event ABI: maps of another are of no use. */
  static Pins of(Path all, long scopeId, Layout layout) {
    return new Pins(all.resolve("%x-%d".formatted(scopeId, layout.number("event_abi.EVENT_ABI"))));
  }

  /** Makes the folder if it is not there. */
  void make() {
    try {
      try {
        Files.createDirectories(folder);
      } catch (NoSuchFileException e) {
        Files.createDirectories(folder); // another scope's end took the folder of all meanwhile
      }
    } catch (IOException e) {
      throw new ProbeException(
          "nothing can be pinned in %s (%s): name a folder of a BPF filesystem"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  Path map(String name) {
    return folder.resolve(MAP + name);
  }

  Path link(Hook hook) {
    return folder.resolve(LINK + hook.program());
  }

  boolean hasLink(Hook hook) {
    return Files.exists(link(hook));
  }

  /** Whether something was left here by a process before this one. */
  boolean areThere() {
    return Files.isDirectory(folder) && !entries().isEmpty();
  }

  /** Where to pin the link that shall take the place of a hook's. */
  Path freshLink(Hook hook) {
    Path fresh = folder.resolve(LINK + hook.program() + FRESH);
    delete(fresh); // of a process that was killed before it replaced anything
    return fresh;
  }

  /** Puts what is pinned at {@link #freshLink} in the place of the hook's link, if there is one. */
  void replaceLink(Hook hook) {
    Path fresh = folder.resolve(LINK + hook.program() + FRESH);
    try {
      Files.move(fresh, link(hook), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ProbeException("pin " + fresh + " cannot be moved (" + e.getMessage() + ")", e);
    }
  }

  /** How many scopes that are gone have pins in the folder of all. */
  int leakedBeside() {
    Path all = folder.getParent();
    return all == null || !Files.isDirectory(all) ? 0 : leaked(all, Set.of()).size();
  }

  private static List<Pins> leaked(Path all, Set<Long> removed) {
    return new Pins(all)
        .entries().stream()
            .filter(Files::isDirectory)
            .map(Pins::new)
            .filter(pins -> pins.isOfOneOf(removed) || pins.isOfNobody())
            .toList();
  }

  /**
   * Removes what is left of scopes that are gone: the kernel has detached their links by itself.
   *
   * @param folder of all scopes
   * @param removed ids of scopes that are gone although their links may not know it yet
   * @return how many scopes that were
   */
  public static int collect(Path folder, Set<Long> removed) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    List<Pins> gone = leaked(folder, removed);
    gone.forEach(Pins::removeAll);
    return gone.size();
  }

  private boolean isOfOneOf(Set<Long> scopes) {
    String name = folder.getFileName().toString();
    return scopes.stream().anyMatch(id -> name.startsWith("%x-".formatted(id)));
  }

  private boolean isOfNobody() {
    Path link = link(Hook.CONNECT4);
    try {
      return Files.exists(link) && LinkInfo.at(link).cgroupId() == 0;
    } catch (ProbeException e) {
      if (Files.exists(link)) {
        throw e;
      }
      return false; // somebody else has just collected it
    }
  }

  /** Lets everything go; what no process holds is detached by that. Links first. */
  void removeAll() {
    List<Path> entries = entries();
    entries.stream().filter(Pins::isLink).forEach(Pins::delete);
    entries.stream().filter(path -> !isLink(path)).forEach(Pins::delete);
    delete(folder);
    deleteIfEmpty(folder.getParent());
  }

  /** The folder of all scopes goes with the last of them. */
  private static void deleteIfEmpty(@Nullable Path all) {
    try {
      if (all != null) {
        Files.deleteIfExists(all);
      }
    } catch (IOException e) {
      // It holds another scope's pins, or is where the filesystem is mounted.
    }
  }

  private static boolean isLink(Path path) {
    return path.getFileName().toString().startsWith(LINK);
  }

  private List<Path> entries() {
    try (Stream<Path> entries = Files.list(folder)) {
      return new ArrayList<>(entries.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new ProbeException("pin " + path + " cannot be removed (" + e.getMessage() + ")", e);
    }
  }
}
