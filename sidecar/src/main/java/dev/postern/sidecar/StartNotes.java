package dev.postern.sidecar;

import dev.postern.metrics.HttpAddress;
import dev.postern.probe.Absence;
import dev.postern.probe.Identity;
import dev.postern.probe.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What whoever starts a sidecar should know of it, a line each. */
final class StartNotes {

  /** Two numbers: the ports that the kernel gives to who asks for none (ip(7)). */
  private static final Path GIVEN_OUT = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  private static final double MILLIS_PER_SECOND = 1e3;

  private StartNotes() {}

  static List<String> of(Probe probe, Watch watch) {
    List<String> notes = new ArrayList<>();
    HttpAddress metrics = watch.metrics();
    if (watch.sensor().policy() != null && metrics != null) {
      addGuardNotes(notes, probe.identity(), watch, metrics.port());
    }
    Absence absence = probe.absence();
    if (!absence.last().isZero()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "postern: nobody watched for %.1f s; %d events waited in the ring",
              absence.last().toMillis() / MILLIS_PER_SECOND,
              absence.waited()));
    }
    return notes;
  }

  private static void addGuardNotes(List<String> notes, Identity identity, Watch watch, int port) {
    if (identity == Identity.SHARED) {
      notes.add(
          "postern: this process runs in %s itself, among what it watches, so that its ports are"
                  .formatted(watch.sensor().scope())
              + " not kept from the others: start it in a cgroup of its own inside, or outside");
    } else if (port != 0 && isIn(port, read(GIVEN_OUT))) {
      notes.add(
          "postern: port %d is one that the kernel gives out by itself (%s), so that a program may"
                  .formatted(port, GIVEN_OUT)
              + " hold it while the sidecar is down: choose one outside that range");
    }
  }

  /** Whether a port is in a range as the kernel writes it: two numbers between blanks. */
  static boolean isIn(int port, @Nullable String range) {
    if (range == null) {
      return false;
    }
    String[] ends = range.strip().split("\\s+", -1);
    return ends.length == 2
        && port >= Integer.parseInt(ends[0])
        && port <= Integer.parseInt(ends[1]);
  }

  private static @Nullable String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return null; // hidden from this process: then nothing is known of it
    }
  }
}
