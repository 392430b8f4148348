package dev.postern.metrics;

import dev.postern.event.Container;
import dev.postern.event.Endpoint;
import dev.postern.event.FailureReason;
import dev.postern.event.Flow;
import dev.postern.event.FlowTotals;
import dev.postern.event.IpAddress;
import dev.postern.event.ProcessImage;
import dev.postern.event.Transport;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Flows as a harvest brings them. */
final class Flows {

  /** 1 ms, 1 s; so there are three duration classes. */
  static final List<Long> BOUNDS = List.of(1_000_000L, 1_000_000_000L);

  static final Container APP = new Container("3ad7b26ded6d", "app", null, null, null, null);

  private Flows() {}

  static FlowTotals totals(long connections, long sent, long received) {
    return new FlowTotals(connections, sent, received, Map.of(), List.of(), 0);
  }

  static FlowTotals durations(List<Long> durations, long nanos) {
    return new FlowTotals(0, 0, 0, Map.of(), durations, nanos);
  }

  static FlowTotals failures(Map<FailureReason, Long> failures) {
    return new FlowTotals(0, 0, 0, failures, List.of(), 0);
  }

  /** One outbound TCP flow of {@code /usr/bin/NAME}. */
  static Flow of(String name, String address, int port, FlowTotals totals) {
    return of(process(name, "/usr/bin/" + name), address, port, totals);
  }

  static Flow of(@Nullable ProcessImage process, String address, int port, FlowTotals totals) {
    return new Flow(process, APP, peer(address, port), Transport.TCP, false, totals);
  }

  static Endpoint peer(String address, int port) {
    return new Endpoint(Objects.requireNonNull(IpAddress.parse(address), address), port);
  }

  static ProcessImage process(String name, @Nullable String exePath) {
    return new ProcessImage(42, 1, name, exePath, List.of(), 1, null);
  }
}
