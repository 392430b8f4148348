package dev.postern.sensor;

import dev.postern.event.Event;
import dev.postern.event.Flow;

/** Gets what a sensor sees, on its event loop. */
@FunctionalInterface
public interface SensorListener {

  /** Takes an event, before rules look at it. */
  default void event(Event event) {}

  /** Takes an event that rules are about to be tried on: each but a scrape of our own metrics. */
  default void tried(Event event) {}

  /** Takes what a flow exchanged since it was last given here. */
  void flow(Flow flow);
}
