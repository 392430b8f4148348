package dev.postern.sidecar;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules that every event fires, the stages of a connection too, and one that none does. */
enum EveryEventRules {
  TCP("Connect over TCP", "Warning", "evt.type = connect and fd.l4proto = tcp"),
  UDP("Talk over UDP", "Notice", "evt.type in (connect, sendto) and fd.l4proto = udp"),
  INBOUND("Inbound", "Critical", "evt.type = accept4"),
  OTHER(
      "Anything else",
      "Informational",
      "evt.type in (execve, listen, connection_established, connection_failed,"
          + " connection_closed)"),
  NEVER("Never", "Error", "evt.type = connect and fd.rip = 203.0.113.1");

  private final String name;
  private final String priority;
  private final String condition;

  EveryEventRules(String name, String priority, String condition) {
    this.name = name;
    this.priority = priority;
    this.condition = condition;
  }

  /** Writes them all to {@code rules.yaml}. */
  static Path writeTo(Path folder) throws IOException {
    String text = Stream.of(values()).map(EveryEventRules::text).collect(Collectors.joining());
    return Files.writeString(folder.resolve("rules.yaml"), text);
  }

  private String text() {
    return """
    - rule: %s
      desc: for a test
      condition: %s
      output: >
        %%evt.type %%evt.res (pid=%%proc.pid parent=%%proc.ppid exe=%%proc.exepath
        proto=%%fd.l4proto to=%%fd.rip port=%%fd.rport client=%%fd.cport id=%%container.id)
      priority: %s
    """
        .formatted(name, condition, priority.toUpperCase(Locale.ROOT));
  }

  /** The labels of its counter. */
  String labels() {
    return labels(priority, name);
  }

  /** The labels of the counter that an alert belongs to. */
  static String labels(JsonObject alert) {
    return labels(alert.getString("priority"), alert.getString("rule"));
  }

  private static String labels(String priority, String rule) {
    return "priority=\"%s\",rule=\"%s\"".formatted(priority, rule);
  }

  /** One event: type, process and executable, and the peer's port if there is a peer. */
  record Told(String type, int pid, String exe, int port) {

    private static Told of(JsonObject alert) {
      JsonObject fields = ConnectRule.fields(alert);
      Integer port = fields.getInteger("fd.rport");
      return new Told(
          fields.getString("evt.type"),
          fields.getInteger("proc.pid"),
          fields.getString("proc.exepath"),
          port == null ? 0 : port);
    }
  }

  /** What alerts tell. */
  static List<Told> told(List<JsonObject> alerts) {
    return alerts.stream().map(Told::of).toList();
  }
}
