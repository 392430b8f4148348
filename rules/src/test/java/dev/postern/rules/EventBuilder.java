package dev.postern.rules;

import dev.postern.event.Connection;
import dev.postern.event.Container;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventOrder;
import dev.postern.event.EventType;
import dev.postern.event.IpAddress;
import dev.postern.event.Naming;
import dev.postern.event.ProcessContext;
import dev.postern.event.ProcessImage;
import dev.postern.event.Refusal;
import dev.postern.event.Transport;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Events for tests: a curl in the container "app" unless told otherwise. */
public final class EventBuilder {

  /** 2026-01-02T15:30:01.123456789Z. */
  public static final long TIME = 1_767_367_801_123_456_789L;

  private EventType type = EventType.CONNECT;
  private Transport transport = Transport.TCP;
  private boolean inbound;
  private @Nullable Endpoint local = endpoint("10.0.0.5", 41000);
  private @Nullable Endpoint remote;
  private boolean connected = true;
  private int user = 1000;
  private int thread = 43;
  private @Nullable ProcessImage process =
      new ProcessImage(
          42,
          1,
          "curl",
          "/usr/bin/curl",
          List.of("curl", "-s", "http://x"),
          7,
          new ProcessImage(
              7,
              1,
              "sh",
              "/bin/sh",
              List.of("sh"),
              1,
              new ProcessImage(1, 1, "init", "/init", List.of("init"), 0, null)));
  private Container container =
      new Container("3ad7b26ded6d", "app", "registry/app", "1.2", "shop", "cart-5d9");
  private int result = Event.EINPROGRESS;
  private @Nullable EventOrder order;
  private @Nullable Refusal refusal;
  private @Nullable Naming naming;

  private EventBuilder() {}

  public static EventBuilder connect(String address, int port) {
    EventBuilder builder = new EventBuilder();
    builder.remote = endpoint(address, port);
    return builder;
  }

  public static EventBuilder send(String address, int port) {
    EventBuilder builder = connect(address, port);
    builder.type = EventType.SENDTO;
    builder.transport = Transport.UDP;
    builder.result = 0;
    return builder;
  }

  public static EventBuilder listen(String address, int port) {
    EventBuilder builder = new EventBuilder();
    builder.type = EventType.LISTEN;
    builder.inbound = true;
    builder.local = endpoint(address, port);
    builder.result = 0;
    return builder;
  }

  public static EventBuilder accept(String peer, int peerPort, String local, int port) {
    EventBuilder builder = listen(local, port);
    builder.type = EventType.ACCEPT;
    builder.remote = endpoint(peer, peerPort);
    return builder;
  }

  public static EventBuilder execve() {
    EventBuilder builder = new EventBuilder();
    builder.type = EventType.EXECVE;
    builder.connected = false;
    builder.result = 0;
    return builder;
  }

  /** Refused by a policy. */
  public EventBuilder refused(Refusal reason) {
    refusal = reason;
    return stage(EventType.CONNECTION_BLOCKED, -1);
  }

  /** One of the stages of a connection that {@link #connect} or {@link #accept} began. */
  public EventBuilder stage(EventType stage, int outcome) {
    type = stage;
    result = outcome;
    return this;
  }

  /** The second event of a sensor, a second after the first, 5000000001 ns after boot. */
  public EventBuilder second() {
    order = new EventOrder(2, 5_000_000_001L, 1_000_000_000L);
    return this;
  }

  public EventBuilder thread(int id) {
    thread = id;
    return this;
  }

  public EventBuilder local(String address, int port) {
    local = endpoint(address, port);
    return this;
  }

  public EventBuilder unbound() {
    local = null;
    return this;
  }

  public EventBuilder transport(Transport value) {
    transport = value;
    return this;
  }

  public EventBuilder process(String name, String... args) {
    process = new ProcessImage(42, 1, name, null, List.of(args), 7, null);
    return this;
  }

  /** A curl of the session and group that its parent leads, below a grandparent of another. */
  public EventBuilder inASession(int loginUser) {
    ProcessImage init =
        new ProcessImage(1, 1, "init", "/init", List.of("init"), 0, null, session(1, 0, 1, 1));
    ProcessImage shell =
        new ProcessImage(
            7, 1, "sh", "/bin/sh", List.of("-sh"), 1, init, session(2, 1, 7, loginUser));
    process =
        new ProcessImage(
            42, 1, "curl", "/usr/bin/curl", List.of("curl"), 7, shell, session(5, 2, 7, loginUser));
    return this;
  }

  private static ProcessContext session(int pid, int parent, int leader, int login) {
    int inNamespace = leader == 7 ? 2 : leader;
    return new ProcessContext(
        pid, parent, leader, inNamespace, leader, inNamespace, 0x8803, login, 0x21, 0x20, 0);
  }

  /** A question to the resolver at the peer's end. */
  public static EventBuilder asks(String name, String type, int siblings) {
    EventBuilder event = send("10.96.0.10", 53).stage(EventType.DNS_QUERY, 0);
    event.naming = new Naming.Question(name, type, siblings);
    return event;
  }

  /** The peer's address was the answer to this. */
  public EventBuilder named(Naming.Answered answered) {
    naming = answered;
    return this;
  }

  public EventBuilder noProcess() {
    process = null;
    thread = 0;
    return this;
  }

  public EventBuilder user(int uid) {
    user = uid;
    return this;
  }

  public EventBuilder container(String name) {
    container = new Container("3ad7b26ded6d", name, null, null, null, null);
    return this;
  }

  public EventBuilder image(String repository) {
    container = new Container("3ad7b26ded6d", "app", repository, null, "shop", "cart-5d9");
    return this;
  }

  public Event build() {
    Connection connection = connected ? new Connection(9, transport, inbound, local, remote) : null;
    return new Event(
        type,
        TIME,
        thread,
        user,
        100,
        process,
        container,
        connection,
        result,
        null,
        refusal,
        naming,
        order);
  }

  private static Endpoint endpoint(String address, int port) {
    return new Endpoint(Objects.requireNonNull(IpAddress.parse(address)), port);
  }
}
