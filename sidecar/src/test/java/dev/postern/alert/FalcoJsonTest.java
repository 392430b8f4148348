package dev.postern.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Container;
import dev.postern.rules.Alert;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FalcoJsonTest {

  private static final FalcoJson FORMAT = new FalcoJson("node-1", ZoneOffset.UTC);

  private static final DateTimeFormatter RFC3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

  private static JsonObject json(String argument, Container container) {
    return new JsonObject(FORMAT.line(SampleAlert.of(argument, container)));
  }

  @Test
  void theLineIsByteForByteWhatFalcoWouldWrite() {
    assertThat(FORMAT.line(SampleAlert.of("http://x", SampleAlert.POD)))
        .isEqualTo(
            "{\"hostname\":\"node-1\",\"output\":\"15:30:01.123456789: Warning connects"
                + " (cmd=curl http://x to=192.0.2.1 port=443 ns=shop pod=cart-0)\","
                + "\"output_fields\":{\"evt.time\":1767367801123456789,"
                + "\"proc.cmdline\":\"curl http://x\",\"fd.rip\":\"192.0.2.1\",\"fd.rport\":443,"
                + "\"k8s.ns.name\":\"shop\",\"k8s.pod.name\":\"cart-0\"},"
                + "\"priority\":\"Warning\",\"rule\":\"Sample \\\"rule\\\"\","
                + "\"source\":\"syscall\",\"tags\":[\"network\",\"T1071\"],"
                + "\"time\":\"2026-01-02T15:30:01.123456789Z\"}");
  }

  @Test
  void keysComeInFalcosOrder() {
    assertThat(json("x", SampleAlert.POD).fieldNames())
        .containsExactly(
            "hostname", "output", "output_fields", "priority", "rule", "source", "tags", "time");
    assertThat(json("x", SampleAlert.POD).getJsonArray("tags"))
        .isEqualTo(JsonArray.of("network", "T1071"));
  }

  @Test
  void falcosidekickTakesItWithAndWithoutAPod() {
    FalcosidekickCheck.accepts(json("x", SampleAlert.POD));
    JsonObject withoutPod = json("x", SampleAlert.NO_POD);
    FalcosidekickCheck.accepts(withoutPod);
    assertThat(withoutPod.getJsonObject("output_fields").fieldNames())
        .contains("k8s.ns.name", "k8s.pod.name");
    assertThat(withoutPod.getString("output")).endsWith("ns=<NA> pod=<NA>)");
  }

  @Test
  void theTimeIsUtcAndTheTimeOfDayIsTheZones() {
    String line =
        new FalcoJson("node-1", ZoneId.of("Asia/Kolkata"))
            .line(SampleAlert.of("x", SampleAlert.POD));
    assertThat(new JsonObject(line).getString("output")).startsWith("21:00:01.123456789: Warning");
    assertThat(new JsonObject(line).getString("time")).isEqualTo("2026-01-02T15:30:01.123456789Z");
  }

  @Test
  void aRoundSecondKeepsItsNineDigits() {
    String line = FORMAT.line(SampleAlert.at(1_767_367_801_000_000_000L, "x", SampleAlert.POD));
    assertThat(new JsonObject(line).getString("time")).isEqualTo("2026-01-02T15:30:01.000000000Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a \"quoted\" \\ argument",
        "line\nend\r\n\ttab",
        "\u0000\u0001\u001b[31mred\u007f",
        "{\"rule\":\"forged\"}",
        "gr\u00fc\u00dfe \ud83d\ude80"
      })
  void whatAProcessCallsItselfStaysInsideItsString(String argument) {
    String line = FORMAT.line(SampleAlert.of(argument, SampleAlert.POD));
    assertThat(line.chars()).noneMatch(c -> c < ' ');
    JsonObject json = new JsonObject(line);
    FalcosidekickCheck.accepts(json);
    assertThat(json.getString("rule")).isEqualTo("Sample \"rule\"");
    assertThat(json.getJsonObject("output_fields").getString("proc.cmdline"))
        .isEqualTo("curl " + argument);
    assertThat(json.getString("output").chars()).noneMatch(c -> c < ' ');
  }

  /** The same object as a tree, in an encoder's words. */
  private static String encoded(Alert alert, ZoneId zone) {
    long nanos = alert.time();
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("hostname", "no\"de\n");
    object.put("output", alert.line(zone));
    object.put("output_fields", alert.outputFields());
    object.put("priority", alert.rule().priority().text());
    object.put("rule", alert.rule().name());
    object.put("source", alert.rule().source());
    object.put("tags", alert.rule().tags());
    object.put("time", RFC3339.format(Instant.ofEpochSecond(0, nanos)));
    return new JsonObject(object).encode();
  }

  @Test
  void anEncoderWouldWriteTheSame() {
    Random random = new Random(20_260_107);
    String hostile = "\"\\\u0000\n\u001b\u007f\u2028\ud83d\ude80e\u00e9/ ";
    ZoneId zone = ZoneId.of("America/St_Johns");
    FalcoJson format = new FalcoJson("no\"de\n", zone);
    for (int i = 0; i < 200; i++) {
      StringBuilder argument = new StringBuilder();
      for (int j = random.nextInt(30); j > 0; j--) {
        argument.append(hostile.charAt(random.nextInt(hostile.length())));
      }
      Alert alert =
          SampleAlert.at(
              random.nextLong(Long.MAX_VALUE),
              argument.toString(),
              random.nextBoolean() ? SampleAlert.POD : SampleAlert.NO_POD);
      assertThat(format.line(alert)).isEqualTo(encoded(alert, zone));
    }
  }
}
