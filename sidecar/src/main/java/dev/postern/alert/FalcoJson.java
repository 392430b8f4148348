package dev.postern.alert;

import dev.postern.rules.Alert;
import dev.postern.rules.field.TimeText;
import java.time.ZoneId;
import java.util.List;

/**
 * One JSON object a line, shaped as Falco 0.44 writes it with {@code json_output}, so that
 * falcosidekick and what stands behind it take it as theirs. Appended piece by piece: a tree of
 * maps to encode costs more than the text.
 */
public final class FalcoJson implements AlertFormat {

  /** Room for most lines. */
  private static final int LINE_LENGTH = 1024;

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
    StringBuilder out = new StringBuilder(LINE_LENGTH);
    JsonText.append(out.append("{\"hostname\":"), hostname);
    JsonText.append(out.append(",\"output\":"), alert.line(zone));
    appendFields(out.append(",\"output_fields\":"), alert);
    JsonText.append(out.append(",\"priority\":"), alert.rule().priority().text());
    JsonText.append(out.append(",\"rule\":"), alert.rule().name());
    JsonText.append(out.append(",\"source\":"), alert.rule().source());
    appendTags(out.append(",\"tags\":"), alert.rule().tags());
    TimeText.appendUtc(out.append(",\"time\":\""), alert.time());
    return out.append("\"}").toString();
  }

  /** There is always one: the time. */
  private static void appendFields(StringBuilder out, Alert alert) {
    out.append('{');
    int start = out.length();
    alert.forEachOutputField(
        (name, value) -> {
          if (out.length() > start) {
            out.append(',');
          }
          JsonText.append(out, name);
          JsonText.append(out.append(':'), value);
        });
    out.append('}');
  }

  private static void appendTags(StringBuilder out, List<String> tags) {
    out.append('[');
    for (int i = 0; i < tags.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      JsonText.append(out, tags.get(i));
    }
    out.append(']');
  }
}
