package dev.postern.metrics;

import dev.postern.event.Cidr;
import dev.postern.event.Container;
import dev.postern.event.Flow;
import dev.postern.event.ProcessImage;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Adds flows up into series of bounded number. Flows come in on one thread, scrapes on any; a
 * scrape sees each series as it was between two flows.
 */
public final class FlowMetrics implements MultiCollector {

  /** Distinct process names per sidecar; later ones are {@code other}. */
  static final int MOST_PROCESS_NAMES = 100;

  /** Distinct containers per sidecar; later ones are {@code other}. */
  static final int MOST_CONTAINERS = 32;

  /** Distinct sets of labels; later flows go to the few that {@link FlowLabels#folded()} makes. */
  static final int MOST_LABEL_SETS = 512;

  private final Destinations destinations;
  private final List<Long> durationBounds;
  private final BoundedNames processes = new BoundedNames(MOST_PROCESS_NAMES);
  private final BoundedNames containers = new BoundedNames(MOST_CONTAINERS);
  private final ConcurrentMap<FlowLabels, FlowSums> series = new ConcurrentHashMap<>();
  private final AtomicLong folded = new AtomicLong();

  /**
   * @param durationBounds upper bounds of the duration classes in nanoseconds, rising; the last
   *     class is unbounded and has none here
   * @param clusterRanges addresses of the cluster's pods and services
   */
  public FlowMetrics(List<Long> durationBounds, List<Cidr> clusterRanges) {
    for (int i = 1; i < durationBounds.size(); i++) {
      if (durationBounds.get(i) <= durationBounds.get(i - 1)) {
        throw new IllegalArgumentException("duration bounds do not rise: " + durationBounds);
      }
    }
    this.durationBounds = List.copyOf(durationBounds);
    destinations = new Destinations(clusterRanges);
  }

  /**
   * Adds what a flow carried since it was last given here. To be called on one thread.
   *
   * @throws IllegalArgumentException when a number is negative, or the duration classes are not
   *     those of the bounds; nothing is counted then
   */
  public void accept(Flow delta) {
    FlowSums sums = FlowSums.of(delta.totals(), durationBounds.size() + 1);
    FlowLabels labels = labels(delta);
    if (series.size() >= MOST_LABEL_SETS && !series.containsKey(labels)) {
      labels = labels.folded();
    }
    if (labels.process().equals(BoundedNames.OTHER)
        || labels.container().equals(BoundedNames.OTHER)) {
      folded.incrementAndGet();
    }
    series.merge(labels, sums, FlowSums::plus);
  }

  private FlowLabels labels(Flow flow) {
    return new FlowLabels(
        processes.admit(processName(flow.process())),
        containers.admit(containerName(flow.container())),
        destinations.classify(flow.peer().address()),
        PortClass.of(flow.transport(), flow.peer().port()),
        flow.inbound(),
        flow.transport());
  }

  /** The executable's base name; a process can call itself anything, its file is harder to fake. */
  private static @Nullable String processName(@Nullable ProcessImage process) {
    if (process == null) {
      return null;
    }
    String path = process.exePath() == null ? "" : process.exePath();
    String base = path.substring(path.lastIndexOf('/') + 1);
    return base.isBlank() ? process.name() : base;
  }

  private static String containerName(Container container) {
    @Nullable String name = container.name();
    return name == null || name.isBlank() ? container.id() : name;
  }

  @Override
  public MetricSnapshots collect() {
    FlowSnapshot snapshot = new FlowSnapshot(durationBounds);
    series.forEach(snapshot::add);
    return snapshot.build(folded.get());
  }
}
