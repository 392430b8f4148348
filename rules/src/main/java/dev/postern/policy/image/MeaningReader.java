package dev.postern.policy.image;

import dev.postern.policy.Protocol;
import dev.postern.policy.image.ClassMeaning.Allowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Works out what a set of effects allows, program by program. */
final class MeaningReader {

  /** Entries of a kernel map that this much memory is spent on. */
  static final int ALLOWANCE_LIMIT = 1_000_000;

  /** Ranges looked at, all in all: some seconds. */
  private static final long WORK_LIMIT = 20_000_000;

  private final List<Effect> effects;
  private final int parts;
  private long work;

  MeaningReader(List<Effect> effects, int parts) {
    this.effects = effects;
    this.parts = parts;
  }

  ClassMeaning of(List<Integer> set) throws PolicyTooLargeException {
    List<Effect> forAll = new ArrayList<>();
    Map<Integer, List<Effect>> forSubject = new TreeMap<>();
    for (int number : set) {
      Effect effect = effects.get(number);
      if (effect.isForAll()) {
        forAll.add(effect);
      }
      for (int subject : effect.subjects()) {
        forSubject.computeIfAbsent(subject, _ -> new ArrayList<>()).add(effect);
      }
    }
    List<Allowed> allowed = new ArrayList<>();
    for (Protocol protocol : Protocol.values()) {
      PortTimes all = times(protocol, forAll, List.of());
      all.forEach(
          (first, last, until) -> allowed.add(new Allowed(0, protocol, first, last, until)));
      for (Map.Entry<Integer, List<Effect>> own : forSubject.entrySet()) {
        // What every program may needs no saying for one.
        times(protocol, forAll, own.getValue())
            .above(all)
            .forEach(
                (first, last, until) ->
                    allowed.add(new Allowed(own.getKey(), protocol, first, last, until)));
      }
    }
    return new ClassMeaning(allowed);
  }

  private PortTimes times(Protocol protocol, List<Effect> forAll, List<Effect> own)
      throws PolicyTooLargeException {
    PortSweep sweep = new PortSweep(parts);
    for (List<Effect> each : List.of(forAll, own)) {
      for (Effect effect : each) {
        work += effect.ports().ranges().size();
        sweep.add(effect, protocol);
      }
    }
    if (work > WORK_LIMIT) {
      throw new PolicyTooLargeException(
          "too many entries overlap: join those of the same ports and programs");
    }
    return sweep.times();
  }
}
