package dev.postern.policy;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import dev.postern.rules.source.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Policies and asks from few addresses, ports, programs and times, so that they often meet. */
public final class RandomPolicies {

  private static final List<String> BASES =
      List.of("10.0.0.0", "10.0.0.5", "10.0.0.6", "10.1.2.3", "127.0.0.1", "198.51.100.7");
  private static final List<String> V6_BASES = List.of("2001:db8::", "2001:db8::1", "fd00::9");
  private static final List<Integer> LENGTHS = List.of(0, 8, 16, 24, 29, 30, 31, 32, 32);
  private static final List<Integer> V6_LENGTHS = List.of(0, 32, 64, 126, 127, 128, 128);
  private static final List<Integer> PORTS = List.of(1, 22, 53, 79, 80, 443, 8000, 65_535);
  private static final List<String> PROGRAMS = List.of("/bin/a", "/bin/b", "/bin/c");
  private static final List<String> CONTAINERS = List.of("app", "side");
  private static final Instant START = Instant.parse("2027-01-01T00:00:00Z");
  private static final Place PLACE = Place.file("random");

  private final Random random;

  public RandomPolicies(long seed) {
    random = new Random(seed);
  }

  /** Up to five policies of both kinds that all select. */
  public List<Policy> policies() {
    List<Policy> policies = new ArrayList<>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      boolean cluster = random.nextInt(3) == 0;
      policies.add(
          new Policy(
              new PolicyId(
                  cluster ? PolicyKind.CLUSTER : PolicyKind.NAMESPACED,
                  cluster ? null : "shop",
                  "p" + i),
              PLACE,
              LabelSelector.EVERYTHING,
              LabelSelector.EVERYTHING,
              random.nextInt(3) > 0 ? Mode.ENFORCE : one(List.of(Mode.values())),
              several(5, this::allow),
              several(random.nextInt(2) * 2, this::deny),
              random.nextInt(4) == 0 ? time() : null));
    }
    return policies;
  }

  private AllowEntry allow() {
    List<Target> to = new ArrayList<>(several(3, this::block));
    to.add(
        random.nextInt(4) == 0
            ? new Target.Name(new NamePattern(one(List.of("a.example", "example")), flip()))
            : block());
    return new AllowEntry(
        "allow", PLACE, to, ports(), from(), flip(), false, random.nextInt(3) == 0 ? time() : null);
  }

  private DenyEntry deny() {
    return new DenyEntry("deny", PLACE, List.of(block()), ports());
  }

  private Target.Block block() {
    Cidr block = cidr(0);
    boolean v4 = block.network().isV4();
    List<Cidr> except = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Cidr inside = cidr(block.prefix() + 1);
      if (inside.network().isV4() == v4 && block.contains(inside.network())) {
        except.add(inside);
      }
    }
    return new Target.Block(block, except);
  }

  private Cidr cidr(int shortest) {
    boolean v4 = random.nextInt(4) > 0;
    int length = Math.max(one(v4 ? LENGTHS : V6_LENGTHS), Math.min(shortest, v4 ? 32 : 128));
    Cidr cidr = Cidr.parse(one(v4 ? BASES : V6_BASES) + "/" + length);
    if (cidr == null) {
      throw new AssertionError();
    }
    return cidr;
  }

  private Ports ports() {
    if (random.nextInt(4) == 0) {
      return Ports.ANY;
    }
    List<PortRange> ranges = new ArrayList<>(several(2, this::range));
    ranges.add(range());
    return new Ports(ranges);
  }

  private PortRange range() {
    int first = one(PORTS);
    int last = flip() ? first : one(PORTS);
    return new PortRange(protocol(), Math.min(first, last), Math.max(first, last));
  }

  private ProcessCondition from() {
    return flip()
        ? ProcessCondition.ANY
        : new ProcessCondition(
            Set.copyOf(several(2, () -> one(PROGRAMS))),
            random.nextInt(3) == 0 ? Set.of(one(CONTAINERS)) : Set.of(),
            flip());
  }

  /** An ask about an address. */
  public Ask ask(@Nullable String container) {
    boolean v4 = random.nextInt(4) > 0;
    IpAddress address = IpAddress.parse(one(v4 ? BASES : V6_BASES));
    if (address == null) {
      throw new AssertionError();
    }
    IpAddress near = new IpAddress(address.high(), address.low() ^ random.nextInt(3));
    Ask ask = Ask.to(new Host.Address(near), Math.min(port(), 65_535), protocol());
    return (random.nextInt(4) == 0 ? ask : ask.by(one(PROGRAMS), flip())).in(container);
  }

  /** The same ask, its address bound to names. */
  public Ask named(Ask ask, Set<BoundName> names) {
    return new Ask(
        new Host.Address(((Host.Address) ask.host()).address(), names),
        ask.port(),
        ask.protocol(),
        ask.executable(),
        ask.modified(),
        ask.container());
  }

  /** Up to two of the names that entries are about, and others. */
  public Set<BoundName> names() {
    return Set.copyOf(
        several(3, () -> new BoundName(one(List.of("example", "a.example", "b.example")), flip())));
  }

  private int port() {
    return Math.max(0, one(PORTS) - 1 + random.nextInt(3));
  }

  public @Nullable String container() {
    return random.nextInt(3) == 0 ? null : one(CONTAINERS);
  }

  /** One of few moments, at which entries end too. */
  public Instant time() {
    return START.plusSeconds(random.nextInt(4));
  }

  private Protocol protocol() {
    return one(List.of(Protocol.values()));
  }

  private boolean flip() {
    return random.nextBoolean();
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private <T> List<T> several(int limit, Supplier<T> source) {
    List<T> all = new ArrayList<>();
    for (int i = random.nextInt(limit + 1); i > 0; i--) {
      all.add(source.get());
    }
    return all;
  }
}
