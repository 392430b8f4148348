package dev.postern.policy.image;

import dev.postern.event.Cidr;
import dev.postern.policy.AllowEntry;
import dev.postern.policy.DenyEntry;
import dev.postern.policy.Policy;
import dev.postern.policy.Target;
import dev.postern.policy.WorkloadPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Takes policies apart: effects, and the blocks where each begins and ends. */
final class EffectReader {

  private final @Nullable String container;
  private final SequencedMap<Effect, Integer> effects = new LinkedHashMap<>();
  private final SequencedMap<Subject, Integer> subjects = new LinkedHashMap<>();
  private final List<EffectChange> changes = new ArrayList<>();
  private final List<CompiledPolicy.Aim> aims = new ArrayList<>();
  private int parts;

  EffectReader(@Nullable String container) {
    this.container = container;
  }

  void read(WorkloadPolicy policy) {
    if (!policy.namespaced().isEmpty()) {
      policy.namespaced().forEach(this::readInPart);
      parts++;
    }
    for (Policy ceiling : policy.ceilings()) {
      readInPart(ceiling);
      parts++;
    }
  }

  private void readInPart(Policy policy) {
    for (DenyEntry entry : policy.deny()) {
      int effect = number(new Effect(Effect.DENY, entry.ports(), List.of(), Allowance.FOR_EVER));
      entry.to().forEach(block -> add(block, effect));
      aims.add(new CompiledPolicy.Aim(entry::names, effect));
    }
    for (AllowEntry entry : policy.allow()) {
      if (entry.from().namesContainer(container)) {
        Instant until = policy.allowsUntil(entry);
        int effect =
            number(
                new Effect(
                    parts,
                    entry.ports(),
                    subjects(entry),
                    until.equals(Instant.MAX) ? Allowance.FOR_EVER : until.getEpochSecond()));
        aims.add(new CompiledPolicy.Aim(entry::names, effect));
        for (Target target : entry.to()) {
          if (target instanceof Target.Block block) {
            add(block, effect);
          }
        }
      }
    }
  }

  private int number(Effect effect) {
    return effects.computeIfAbsent(effect, _ -> effects.size());
  }

  private List<Integer> subjects(AllowEntry entry) {
    List<Integer> numbers = new ArrayList<>();
    for (String path : entry.from().executables()) {
      numbers.add(subject(new Subject(path, false)));
      if (entry.from().allowModified()) {
        numbers.add(subject(new Subject(path, true)));
      }
    }
    return numbers;
  }

  private int subject(Subject subject) {
    return subjects.computeIfAbsent(subject, _ -> subjects.size() + 1);
  }

  private void add(Target.Block target, int effect) {
    Cidr block = target.block();
    List<Cidr> except = outermost(target.except());
    if (except.stream().anyMatch(cidr -> isWithin(block, cidr))) {
      return;
    }
    changes.add(new EffectChange(block, effect, 1));
    for (Cidr cidr : except) {
      if (isWithin(cidr, block)) {
        changes.add(new EffectChange(cidr, effect, -1));
      }
    }
  }

  /** Those that no other one holds: an effect ends once. */
  private static List<Cidr> outermost(List<Cidr> blocks) {
    if (blocks.size() < 2) {
      return blocks;
    }
    List<EffectChange> ordered = new ArrayList<>();
    blocks.forEach(block -> ordered.add(new EffectChange(block, 0, 0)));
    ordered.sort(EffectChange.OUTER_FIRST);
    List<Cidr> outermost = new ArrayList<>();
    for (EffectChange each : ordered) {
      if (outermost.isEmpty() || !isWithin(each.block(), outermost.getLast())) {
        outermost.add(each.block());
      }
    }
    return outermost;
  }

  private static boolean isWithin(Cidr inner, Cidr outer) {
    return inner.prefix() >= outer.prefix() && outer.contains(inner.network());
  }

  List<EffectChange> changes() {
    return changes;
  }

  /** Who is meant by what. */
  List<CompiledPolicy.Aim> aims() {
    return aims;
  }

  /** By number. */
  List<Effect> effects() {
    return List.copyOf(effects.keySet());
  }

  /** How many parts must allow: the namespace's, if there is one, and every ceiling. */
  int parts() {
    return parts;
  }

  List<Subject> subjects() {
    return List.copyOf(subjects.keySet());
  }
}
