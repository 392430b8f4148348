package dev.postern.sidecar;

import dev.postern.lab.CommandResult;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A rule that every connect fires, also one on loopback, which the shipped rules leave alone. */
final class ConnectRule {

  static final String NAME = "Connect";

  private static final String TEXT =
      """
      - rule: Connect
        desc: every TCP connection
        condition: evt.type = connect and fd.l4proto = tcp
        output: >
          connect (pid=%proc.pid name=%proc.name to=%fd.rip port=%fd.rport id=%container.id
          container=%container.name ns=%k8s.ns.name pod=%k8s.pod.name)
        priority: WARNING
      """;

  /**
   * Connects again and again to a port where nobody listens, which is told all the same, and says
   * how often it did.
   */
  static final String CONNECT_MANY =
      """
      import os, socket, sys
      done = 0
      for _ in range(int(sys.argv[2])):
          with socket.socket() as s:
              s.connect_ex(("127.0.0.1", int(sys.argv[1])))
              done += 1
      print(os.getpid(), done)
      """;

  private ConnectRule() {}

  static Path writeTo(Path folder) throws IOException {
    return Files.writeString(folder.resolve("rules.yaml"), TEXT);
  }

  static List<JsonObject> alerts(CommandResult result) {
    return alerts(result.output());
  }

  /** Whole lines only: the last may be on its way. */
  static List<JsonObject> alerts(String output) {
    String whole = output.substring(0, output.lastIndexOf('\n') + 1);
    return whole.lines().map(JsonObject::new).toList();
  }

  static JsonObject fields(JsonObject alert) {
    return alert.getJsonObject("output_fields");
  }
}
