package dev.postern.rules;

import dev.postern.event.Connection;
import dev.postern.event.Container;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.IpAddress;
import dev.postern.event.Naming;
import dev.postern.event.ProcessImage;
import dev.postern.event.Transport;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Events of every type, from few values, anything absent that may be. */
public final class RandomEvents {

  private final Random random;

  /** Draws from the seed only. */
  public RandomEvents(Random random) {
    this.random = random;
  }

  public Event next() {
    EventType type = of(EventType.values());
    return new Event(
        type,
        EventBuilder.TIME,
        random.nextInt(2),
        random.nextInt(2),
        0,
        random.nextInt(4) == 0 ? null : process(),
        new Container(
            "3ad7b26ded6d",
            of("app", "web"),
            random.nextBoolean() ? null : of("registry/app", "app"),
            null,
            null,
            null),
        random.nextInt(6) == 0
            ? null
            : new Connection(1, of(Transport.values()), random.nextBoolean(), end(), end()),
        of(0, Event.EINPROGRESS, -111),
        null,
        null,
        naming(),
        null);
  }

  private @Nullable Naming naming() {
    return switch (random.nextInt(4)) {
      case 0 -> new Naming.Question(of("api.example", "x3.example"), of("A", "TXT"), of(1, 400));
      case 1 -> new Naming.Answered(of("api.example", "db"), of(1, 9), null, null);
      case 2 -> new Naming.Answered("cart.shop.svc.cluster.local", 7, "cart", "shop");
      default -> null;
    };
  }

  private ProcessImage process() {
    // "Aa" and "BB" have one hash code.
    String name = of("curl", "sh", "nginx", "sshd", "Aa", "BB", "");
    ProcessImage parent =
        random.nextBoolean()
            ? null
            : new ProcessImage(1, 1, of("sh", "init"), "/bin/sh", List.of("sh"), 0, null);
    return new ProcessImage(
        of(42, 1),
        1,
        name,
        random.nextBoolean() ? null : of("/bin/sh", "/usr/bin/curl", "BB"),
        of(List.of(name), List.of(), List.of(name, "-s"), List.of(name, "Aa", "BB")),
        1,
        parent);
  }

  private @Nullable Endpoint end() {
    if (random.nextInt(4) == 0) {
      return null;
    }
    String address = of("10.0.0.5", "10.9.9.9", "192.0.2.7", "203.0.113.1", "2001:db8::1", "::1");
    return new Endpoint(Objects.requireNonNull(IpAddress.parse(address)), of(53, 80, 443, 50_000));
  }

  @SafeVarargs
  private <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
