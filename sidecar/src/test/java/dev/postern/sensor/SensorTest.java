package dev.postern.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Connection;
import dev.postern.event.Container;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.IpAddress;
import dev.postern.event.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SensorTest {

  private static final Container CONTAINER =
      new Container("0123456789ab", null, null, null, null, null);
  private static final Endpoint PEER = new Endpoint(IpAddress.v4(0xc0000201), 443);

  private static Event event(EventType type, @Nullable Connection connection) {
    return new Event(type, 1, 0, 0, 0, null, CONTAINER, connection, 0);
  }

  private static Connection connection(boolean inbound) {
    return new Connection(1, Transport.TCP, inbound, PEER, PEER);
  }

  @Test
  void whoConnectsToTheSidecarScrapesIt() {
    assertThat(Sensor.isScrape(event(EventType.ACCEPT, connection(true)), true)).isTrue();
    assertThat(Sensor.isScrape(event(EventType.LISTEN, connection(true)), true)).isTrue();
  }

  @Test
  void whoConnectsToAnybodyElseDoesNot() {
    assertThat(Sensor.isScrape(event(EventType.ACCEPT, connection(true)), false)).isFalse();
  }

  /** A sidecar that was taken over is watched by its own rules as long as it can be. */
  @Test
  void whatTheSidecarItselfOpensOrStartsIsLookedAt() {
    assertThat(Sensor.isScrape(event(EventType.CONNECT, connection(false)), true)).isFalse();
    assertThat(Sensor.isScrape(event(EventType.EXECVE, null), true)).isFalse();
  }
}
