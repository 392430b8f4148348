package dev.postern.scope;

import dev.postern.attribution.Containers;
import dev.postern.event.Container;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The containers of a pod, by the cgroups below the pod's. The folders are read when an unknown
 * cgroup acts; a removed one is remembered for a while, because its last events come after it.
 *
 * <p>Reading costs more the more cgroups there are, and a container may make its own, so a cgroup
 * that is not found is not looked for again at once, and reading takes a tenth of the time at most.
 */
public final class PodContainers implements Containers {

  private static final Logger LOG = LoggerFactory.getLogger(PodContainers.class);

  /** How soon the same unknown cgroup is looked for again. */
  static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Cgroups remembered, live and removed together; also how many are read. */
  static final int MOST = 8192;

  private static final int REST_PER_READING = 9;

  private final Path scope;
  private final Function<String, Container> named;
  private final InodeSource inodes;
  private final LongSupplier clock;
  private final Map<Long, Container> known = new Bounded<>();
  private final Map<Long, Long> nextLook = new Bounded<>();
  private final Map<String, Container> containers = new Bounded<>();
  private long restUntil;
  private long readings;
  private boolean failed;

  /**
   * @param scope the pod's cgroup, or any other
   * @param named makes the container of an id, which is twelve hex digits
   */
  public PodContainers(Path scope, Function<String, Container> named) {
    this(scope, named, InodeSource.KERNEL, System::nanoTime);
  }

  PodContainers(
      Path scope, Function<String, Container> named, InodeSource inodes, LongSupplier clock) {
    this.scope = scope;
    this.named = named;
    this.inodes = inodes;
    this.clock = clock;
    restUntil = clock.getAsLong();
  }

  /** The container; for a cgroup that is none's, one whose id is made of the cgroup's. */
  @Override
  public Container of(long cgroupId) {
    Container container = known.get(cgroupId);
    if (container == null && mayLook(cgroupId)) {
      read();
      container = known.get(cgroupId);
    }
    return container == null ? withId(Cgroup.shortId(cgroupId)) : container;
  }

  /** How often the folders were read. */
  long readings() {
    return readings;
  }

  /** How many cgroups and containers are held. */
  int remembered() {
    return known.size() + nextLook.size() + containers.size();
  }

  private boolean mayLook(long cgroupId) {
    long now = clock.getAsLong();
    Long next = nextLook.get(cgroupId);
    if (now - restUntil < 0 || (next != null && now - next < 0)) {
      return false;
    }
    nextLook.put(cgroupId, now + AGAIN_NANOS);
    return true;
  }

  private void read() {
    readings++;
    long start = clock.getAsLong();
    try {
      for (Path folder : CgroupTree.outermostFirst(scope, MOST)) {
        remember(folder);
      }
    } catch (IOException e) {
      if (!failed) {
        failed = true;
        LOG.warn("containers below {} cannot be told apart: {}", scope, e.getMessage());
      }
    }
    long end = clock.getAsLong();
    restUntil = end + REST_PER_READING * (end - start);
  }

  private void remember(Path folder) throws IOException {
    try {
      long id = inodes.of(folder);
      Container container = withId(ContainerId.of(scope, folder).orElse(Cgroup.shortId(id)));
      known.remove(id); // what is alive moves to the young end
      known.put(id, container);
    } catch (NoSuchFileException e) {
      // Removed since its parent was read.
    }
  }

  private Container withId(String id) {
    return containers.computeIfAbsent(id, named);
  }

  /** Forgets what was put in first. */
  private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > MOST;
    }
  }
}
