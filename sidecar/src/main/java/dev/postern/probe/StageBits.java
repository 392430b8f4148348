package dev.postern.probe;

import dev.postern.abi.KernelEvent.Stage;
import dev.postern.abi.Layout;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Stages of connections as the programs want them told: a bit for each kind of event. */
final class StageBits {

  private final Map<Stage, Integer> bits = new EnumMap<>(Stage.class);

  StageBits(Layout layout) {
    for (Stage stage : Stage.values()) {
      bits.put(stage, 1 << (int) layout.number("event_kind.EVENT_" + stage.name()));
    }
  }

  int of(Set<Stage> stages) {
    return stages.stream()
        .mapToInt(stage -> Objects.requireNonNull(bits.get(stage)))
        .reduce(0, (a, b) -> a | b);
  }
}
