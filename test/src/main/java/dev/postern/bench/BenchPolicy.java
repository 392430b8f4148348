package dev.postern.bench;

import dev.postern.enforce.Refusing;
import dev.postern.enforce.ScopePolicy;
import dev.postern.event.Cidr;
import dev.postern.policy.Mode;
import dev.postern.policy.Protocol;
import dev.postern.policy.WorkloadPolicy;
import dev.postern.policy.image.Allowance;
import dev.postern.policy.image.CompiledPolicy;
import dev.postern.policy.image.Destination;
import dev.postern.policy.image.PolicyImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** Policies of many entries, of which one allows the peer of what is measured. */
final class BenchPolicy {

  /** The addresses that are measured, all of which ./dev gives to the loopback interface. */
  static final String ALLOWED = "198.51.100.1";

  /** There too, and allowed to nobody. */
  static final String REFUSED = "198.51.100.200";

  private static final String ALLOWED_BLOCK = "198.51.100.0/25";
  private static final int PEER = 1;
  private static final long SEED = 4;

  private BenchPolicy() {}

  /**
   * The same for the same number, in every run.
   *
   * @param entries one for the peer, all others for an address and a port of their own each
   */
  static ScopePolicy of(int entries) {
    List<Destination> destinations = new ArrayList<>(entries);
    List<Allowance> allowances = new ArrayList<>(entries + 1);
    destinations.add(new Destination(cidr(ALLOWED_BLOCK), PEER));
    allowances.add(new Allowance(PEER, 0, Protocol.TCP, 0, 0, Allowance.FOR_EVER));
    allowances.add(new Allowance(PEER, 0, Protocol.UDP, 0, 0, Allowance.FOR_EVER));
    Random random = new Random(SEED);
    Set<Integer> taken = new HashSet<>();
    for (int id = PEER + 1; id <= entries; id++) {
      int address = nextFree(random, taken);
      destinations.add(new Destination(cidr(inTen(address)), id));
      int port = 1 + random.nextInt(65_535);
      allowances.add(new Allowance(id, 0, Protocol.TCP, port, 16, Allowance.FOR_EVER));
    }
    return new ScopePolicy(
        new WorkloadPolicy(List.of()),
        CompiledPolicy.nameless(new PolicyImage(Mode.ENFORCE, destinations, allowances, List.of())),
        null,
        Refusing.ECONNREFUSED,
        Set.of(),
        List.of(),
        List.of(),
        Instant.EPOCH);
  }

  private static int nextFree(Random random, Set<Integer> taken) {
    int address = random.nextInt(1 << 24);
    while (!taken.add(address)) {
      address = random.nextInt(1 << 24);
    }
    return address;
  }

  private static String inTen(int address) {
    return "10.%d.%d.%d/32".formatted(address >>> 16, address >>> 8 & 0xff, address & 0xff);
  }

  private static Cidr cidr(String text) {
    return Objects.requireNonNull(Cidr.parse(text), text);
  }
}
