package dev.postern.lab;

import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Every IPv4 packet that has arrived from the pod, seen at the other end of its link, before any
 * server or firewall: what is not here has not left.
 */
public final class Arrivals implements Closeable {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String FROM_POD = LabAddresses.POD + " ";

  private final Lab lab;
  private final LabProcess tap;
  private int marks;
  private int taken;

  private Arrivals(Lab lab, LabProcess tap) {
    this.lab = lab;
    this.tap = tap;
  }

  /** Sees everything from now on. */
  public static Arrivals of(Lab lab) {
    LabProcess tap =
        lab.startOutside("perl", lab.script("arrivals.pl"), LabNetwork.OUTER_INTERFACE);
    tap.awaitOutput("watching\n");
    return new Arrivals(lab, tap);
  }

  /**
   * Where packets have gone since the last call, one for each, as {@code tcp 192.0.2.1:80}; without
   * those to the other end of the link, which came in from there.
   */
  public List<String> take() {
    awaitAll();
    List<String> lines = tap.output().lines().toList();
    List<String> arrived = new ArrayList<>();
    for (String line : lines.subList(taken, lines.size())) {
      if (line.startsWith(FROM_POD) && !line.contains(" " + LabAddresses.GATEWAY + ":")) {
        arrived.add(line.substring(FROM_POD.length()));
      }
    }
    taken = lines.size();
    return arrived;
  }

  /** Waits until everything is seen that was sent before this call. */
  private void awaitAll() {
    String id = String.valueOf(++marks);
    long echoes =
        Long.parseLong(
            lab.execOutside("perl", lab.script("echoes.pl"), LabAddresses.POD, id)
                .orThrow()
                .output()
                .strip());
    String answer = FROM_POD + "icmp %s:%s".formatted(LabAddresses.GATEWAY, id);
    Await.until(
        "the pod's answers to " + echoes + " echoes",
        LIMIT,
        () -> tap.output().lines().filter(answer::equals).count() >= echoes);
  }

  @Override
  public void close() {
    tap.close();
  }
}
