package dev.postern.alert;

import dev.postern.event.Connection;
import dev.postern.event.Container;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.IpAddress;
import dev.postern.event.ProcessImage;
import dev.postern.event.Transport;
import dev.postern.rules.Alert;
import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** An alert as a rule file and an event make it. */
final class SampleAlert {

  /** 2026-01-02T15:30:01.123456789Z. */
  static final long TIME = 1_767_367_801_123_456_789L;

  static final Container POD = new Container("3ad7b26ded6d", "app", "r/app", "1", "shop", "cart-0");
  static final Container NO_POD = new Container("3ad7b26ded6d", "app", null, null, null, null);

  private static final String RULE =
      """
      - rule: Sample "rule"
        desc: any connection
        condition: evt.type = connect
        output: >
          connects (cmd=%proc.cmdline to=%fd.rip port=%fd.rport ns=%k8s.ns.name pod=%k8s.pod.name)
        priority: WARNING
        tags: [network, T1071]
      """;

  private SampleAlert() {}

  /** Of a curl with one argument. */
  static Alert of(String argument, Container container) {
    return at(TIME, argument, container);
  }

  static Alert at(long time, String argument, Container container) {
    Endpoint remote = new Endpoint(IpAddress.v4(0xc0000201), 443);
    Event event =
        new Event(
            EventType.CONNECT,
            time,
            43,
            0,
            0,
            new ProcessImage(42, 1, "curl", "/usr/bin/curl", List.of("curl", argument), 7, null),
            container,
            new Connection(9, Transport.TCP, false, null, remote),
            Event.EINPROGRESS);
    LoadResult loaded =
        RuleLoader.load(List.of(new RuleSource("sample.yaml", RULE)), RuleSettings.DEFAULT);
    List<Alert> alerts = new ArrayList<>();
    Objects.requireNonNull(loaded.rules(), () -> loaded.errors().toString())
        .evaluate(event, alerts::add);
    return alerts.getFirst();
  }
}
