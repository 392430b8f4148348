package dev.postern.policy.image;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import dev.postern.policy.Host;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A policy as an image, and what turns names into it: an address that is bound to a name becomes a
 * block of its own, the longest there is, whose class has all that is allowed of it by name and by
 * address. Nothing else of the image changes. For one thread at a time.
 */
public final class CompiledPolicy {

  /** Whom an entry is about, and what it does. */
  record Aim(Predicate<Host> names, int effect) {}

  private final PolicyImage image;
  private final List<Aim> aims;
  private final Classes classes;
  private final MeaningReader meanings;
  private final Map<List<Integer>, Integer> known = new HashMap<>();
  private final Map<IpAddress, Destination> alone = new HashMap<>();

  CompiledPolicy(PolicyImage image, List<Aim> aims, Classes classes, MeaningReader meanings) {
    this.image = image;
    this.aims = List.copyOf(aims);
    this.classes = classes;
    this.meanings = meanings;
    for (Destination destination : image.destinations()) {
      Cidr block = destination.block();
      if (block.prefix() == block.network().bits()) {
        alone.put(block.network(), destination);
      }
    }
  }

  /** An image whose policy is not known: nothing may be bound to names by it. */
  public static CompiledPolicy nameless(PolicyImage image) {
    return new CompiledPolicy(image, List.of(), new Classes(), new MeaningReader(List.of(), 0));
  }

  /** The policy without any name. */
  public PolicyImage image() {
    return image;
  }

  /**
   * What an address is by all its names. Looks at every entry.
   *
   * @param address with its names; without any it is what its block says
   * @throws PolicyTooLargeException when there are too many kinds of addresses; nothing changes
   */
  public Binding bind(Host.Address address) throws PolicyTooLargeException {
    if (image.mode() == null) {
      throw new IllegalStateException("where everything is allowed no name opens anything");
    }
    TreeSet<Integer> effects = new TreeSet<>();
    for (Aim aim : aims) {
      if (aim.names().test(address)) {
        effects.add(aim.effect());
      }
    }
    List<Allowance> fresh = new ArrayList<>();
    int classId = classId(List.copyOf(effects), fresh);
    IpAddress bound = address.address();
    return new Binding(new Destination(new Cidr(bound, bound.bits()), classId), fresh);
  }

  /**
   * What an address is that has lost its last name: its block if the policy has one for it alone.
   */
  public @Nullable Destination alone(IpAddress address) {
    return alone.get(address);
  }

  private int classId(List<Integer> effects, List<Allowance> fresh) throws PolicyTooLargeException {
    @Nullable Integer id = known.get(effects);
    if (id == null) {
      id = classes.of(meanings.of(effects), fresh);
      known.put(effects, id);
    }
    return id;
  }
}
