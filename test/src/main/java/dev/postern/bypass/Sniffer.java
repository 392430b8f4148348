package dev.postern.bypass;

import dev.postern.lab.Await;
import dev.postern.lab.LabException;
import dev.postern.lab.NetworkNamespace;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Records every packet between inside and outside, at the outside end. */
final class Sniffer implements Closeable {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String READY = "ready";

  private final Actor tap;
  private final Actor barrier;
  private final int processors;
  private int barriers;
  private final List<Packet> packets = new ArrayList<>();

  private Sniffer(Actor tap, Actor barrier, int processors) {
    this.tap = tap;
    this.barrier = barrier;
    this.processors = processors;
  }

  static Sniffer start(BypassNetwork network, Testers testers) throws IOException {
    Actor tap = start(network.outside(), testers.command("sniff", BypassNetwork.OUTER_INTERFACE));
    Actor barrier = null;
    try {
      tap.awaitReady(READY);
      tap.take();
      barrier = start(network.inside(), testers.command("barrier"));
      return new Sniffer(tap, barrier, Integer.parseInt(barrier.firstLine()));
    } catch (IOException | RuntimeException e) {
      tap.close();
      if (barrier != null) {
        barrier.close();
      }
      throw e;
    }
  }

  private static Actor start(NetworkNamespace where, List<String> command) throws IOException {
    return Actor.start(where.entering(command));
  }

  /** How many packets there are, once everything sent before this call is among them. */
  int mark() {
    String text = String.format(Locale.ROOT, "barrier%06d", ++barriers);
    barrier.say(text);
    Await.until("the sniffer sees " + text, LIMIT, () -> sightings(text) >= processors);
    return packets.size();
  }

  private long sightings(String text) {
    if (!tap.isAlive()) {
      throw new LabException("the sniffer ended: " + tap.said());
    }
    parse();
    return packets.stream()
        .skip(Math.max(0, packets.size() - 4096L))
        .filter(packet -> packet.etherType() == Packet.EXPERIMENTAL && packet.contains(text))
        .count();
  }

  private void parse() {
    tap.take().stream().map(Packet::parse).forEach(packets::add);
  }

  /** Packets from one mark to another. */
  List<Packet> between(int from, int to) {
    return List.copyOf(packets.subList(from, to));
  }

  @Override
  public void close() {
    barrier.close();
    tap.close();
  }
}
