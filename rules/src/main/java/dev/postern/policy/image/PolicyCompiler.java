package dev.postern.policy.image;

import dev.postern.event.Cidr;
import dev.postern.policy.Mode;
import dev.postern.policy.Ports;
import dev.postern.policy.WorkloadPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns policies into tables that answer as {@link WorkloadPolicy#decide} does.
 *
 * <p>Every block that an entry names opens, or for {@code except} closes, an effect for the
 * addresses in it. Going through all blocks from the outer to the inner ones gives the set of
 * effects of each; what such a set means for programs and ports is worked out once, and blocks of
 * the same meaning share a class.
 */
public final class PolicyCompiler {

  private final EffectSets sets = new EffectSets();
  private final Classes classes = new Classes();
  private final List<Destination> destinations = new ArrayList<>();
  private final List<Allowance> allowances = new ArrayList<>();

  private PolicyCompiler() {}

  /** Compiles a policy that needs no names; see {@link #compileNamed}. */
  public static PolicyImage compile(WorkloadPolicy policy, @Nullable String container)
      throws PolicyTooLargeException {
    return compileNamed(policy, container).image();
  }

  /**
   * Compiles for all containers of the scope as one.
   *
   * <p>Names and Services come into the image as they are bound to addresses. SNI does not: whoever
   * enforces the image refuses a policy with such {@link WorkloadPolicy#requirements} first.
   *
   * @param container the container's name, or null when it has none: entries for containers do not
   *     count then
   * @throws PolicyTooLargeException when entries overlap so much that the tables would not fit
   */
  public static CompiledPolicy compileNamed(WorkloadPolicy policy, @Nullable String container)
      throws PolicyTooLargeException {
    Mode mode = policy.mode();
    if (mode == null) {
      Classes none = new Classes();
      return new CompiledPolicy(
          allowEverything(), List.of(), none, new MeaningReader(List.of(), 0));
    }
    EffectReader reader = new EffectReader(container);
    reader.read(policy);
    PolicyCompiler compiler = new PolicyCompiler();
    MeaningReader meanings = new MeaningReader(reader.effects(), reader.parts());
    compiler.sweep(reader.changes(), meanings);
    PolicyImage image =
        new PolicyImage(mode, compiler.destinations, compiler.allowances, reader.subjects());
    return new CompiledPolicy(image, reader.aims(), compiler.classes, meanings);
  }

  private static PolicyImage allowEverything() {
    List<Allowance> everything =
        Ports.ANY.ranges().stream()
            .map(range -> new Allowance(1, 0, range.protocol(), 0, 0, Allowance.FOR_EVER))
            .toList();
    return new PolicyImage(
        null,
        List.of(new Destination(cidr("0.0.0.0/0"), 1), new Destination(cidr("::/0"), 1)),
        everything,
        List.of());
  }

  /** A block inside those before it on the stack. */
  private record Open(Cidr block, int set, int classId) {}

  private void sweep(List<EffectChange> changes, MeaningReader meanings)
      throws PolicyTooLargeException {
    List<EffectChange> ordered = new ArrayList<>(changes);
    ordered.sort(EffectChange.OUTER_FIRST);
    List<Open> open = new ArrayList<>();
    Map<Integer, Integer> classOfSet = new HashMap<>();
    for (int i = 0; i < ordered.size(); ) {
      Cidr block = ordered.get(i).block();
      int end = i + 1;
      while (end < ordered.size() && ordered.get(end).block().equals(block)) {
        end++;
      }
      while (!open.isEmpty() && !open.getLast().block().contains(block.network())) {
        open.removeLast();
      }
      int outerSet = open.isEmpty() ? EffectSets.NONE : open.getLast().set();
      int outerClass = open.isEmpty() ? 0 : open.getLast().classId();
      int set = sets.changed(outerSet, ordered.subList(i, end));
      Integer classId = classOfSet.get(set);
      if (classId == null) {
        classId = classes.of(meanings.of(sets.effects(set)), allowances);
        classOfSet.put(set, classId);
      }
      if (classId != outerClass) {
        destinations.add(new Destination(block, classId));
      }
      open.add(new Open(block, set, classId));
      i = end;
    }
  }

  private static Cidr cidr(String text) {
    return Objects.requireNonNull(Cidr.parse(text));
  }
}
