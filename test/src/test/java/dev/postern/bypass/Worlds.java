package dev.postern.bypass;

import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A world for each regime, which is in force there. */
final class Worlds implements Closeable {

  private final Map<Regime, World> worlds = new EnumMap<>(Regime.class);

  /** Makes them all. */
  void make(List<Regime> regimes) {
    for (Regime regime : regimes) {
      World world = World.create();
      worlds.put(regime, world);
      world.enforce(regime);
    }
  }

  World of(Regime regime) {
    World world = worlds.get(regime);
    if (world == null) {
      throw new AssertionError("no world: " + regime);
    }
    return world;
  }

  @Override
  public void close() throws IOException {
    for (World world : worlds.values()) {
      world.close();
    }
  }
}
