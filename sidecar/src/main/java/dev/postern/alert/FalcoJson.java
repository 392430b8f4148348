package dev.postern.alert;

import dev.postern.rules.Alert;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line, shaped as Falco 0.44 writes it with {@code json_output}, so that
 * falcosidekick and what stands behind it take it as theirs.
 */
public final class FalcoJson implements AlertFormat {

  private static final long NANOS = 1_000_000_000L;
  private static final DateTimeFormatter RFC3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

  private final String hostname;
  private final ZoneId zone;

  /**
   * @param hostname the node's name
   * @param zone of the time of day inside {@code output}; {@code time} is always UTC
   */
  public FalcoJson(String hostname, ZoneId zone) {
    this.hostname = hostname;
    this.zone = zone;
  }

  @Override
  public String line(Alert alert) {
    long nanos = alert.event().time();
    Instant time = Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("hostname", hostname);
    object.put("output", alert.line(zone));
    object.put("output_fields", alert.outputFields());
    object.put("priority", alert.rule().priority().text());
    object.put("rule", alert.rule().name());
    object.put("source", alert.rule().source());
    object.put("tags", alert.rule().tags());
    object.put("time", RFC3339.format(time));
    return new JsonObject(object).encode();
  }
}
