package dev.postern.rules;

import static dev.postern.rules.Loading.load;
import static dev.postern.rules.Loading.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertTest {

  private static Alert alert(String output, Event event) {
    String yaml =
        "- rule: R\n  desc: d\n  priority: MEDIUM\n  condition: evt.type exists\n"
            + "  tags: [a, b]\n  output: "
            + output
            + "\n";
    List<Alert> alerts = new ArrayList<>();
    rules(load(yaml)).evaluate(event, alerts::add);
    assertThat(alerts).hasSize(1);
    return alerts.getFirst();
  }

  private static final Event EVENT = EventBuilder.connect("93.184.216.34", 443).build();

  @Test
  void lineIsFalcos() {
    Alert alert = alert("Went to %fd.rip:%fd.rport by %proc.name.", EVENT);
    assertThat(alert.line(ZoneOffset.UTC))
        .isEqualTo("15:30:01.123456789: Warning Went to 93.184.216.34:443 by curl.");
    assertThat(alert.line(ZoneId.of("Asia/Kolkata"))).startsWith("21:00:01.123456789: Warning ");
    assertThat(alert.message()).isEqualTo("Went to 93.184.216.34:443 by curl.");
    assertThat(alert.rule().tags()).containsExactly("a", "b");
  }

  @Test
  void nanosecondsKeepTheirZeros() {
    Event event =
        new Event(
            EVENT.type(),
            EventBuilder.TIME - 123_456_788,
            1,
            0,
            0,
            EVENT.process(),
            EVENT.container(),
            EVENT.connection(),
            0);
    assertThat(alert("x", event).line(ZoneOffset.UTC)).isEqualTo("15:30:01.000000001: Warning x");
  }

  @Test
  void outputFieldsHaveTypesAndOrder() {
    Alert alert =
        alert(
            "'%fd.rport %proc.name %net.connection.inbound %k8s.ns.name %proc.aname[1] %fd.sip"
                + " %proc.aname[9] %evt.time'",
            EVENT);
    assertThat(alert.outputFields().sequencedKeySet())
        .containsExactly(
            "evt.time",
            "fd.rport",
            "proc.name",
            "net.connection.inbound",
            "k8s.ns.name",
            "proc.aname[1]",
            "fd.sip",
            "proc.aname[9]");
    assertThat(alert.outputFields().values())
        .containsExactly(
            EventBuilder.TIME, 443L, "curl", false, "shop", "sh", "93.184.216.34", null);
    assertThat(alert.message())
        .isEqualTo("443 curl false shop sh 93.184.216.34 <NA> 15:30:01.123456789");
  }

  @Test
  void absentIsNA() {
    Event event = EventBuilder.execve().container("c").build();
    Alert alert = alert("'%fd.rip %fd.rport %k8s.ns.name %net.connection.inbound'", event);
    assertThat(alert.message()).isEqualTo("<NA> <NA> <NA> <NA>");
    assertThat(alert.outputFields().get("k8s.ns.name")).isNull();
    assertThat(alert.outputFields()).containsKey("fd.rport");
  }

  @Test
  void foldedOutputIsOneLine() {
    Alert alert = alert(">\n    Went\n    (to=%fd.rip\n     by=%proc.name)\n", EVENT);
    assertThat(alert.message()).isEqualTo("Went (to=93.184.216.34 by=curl)");
  }

  @Test
  void percentSignsAndEnds() {
    assertThat(alert("'100%% %proc.name%%'", EVENT).message()).isEqualTo("100% curl%");
  }

  @Test
  void aProcessCannotForgeALineOrPaintATerminal() {
    Event event =
        EventBuilder.connect("1.2.3.4", 5)
            .process(
                "x\n15:30:01.0: Critical forged",
                "x",
                "\u001b[2J\r\u0085\u202e\t\ud800é\ud834\udd1e")
            .build();
    Alert alert = alert("'%proc.name|%proc.args'", event);
    assertThat(alert.message())
        .isEqualTo(
            "x\\n15:30:01.0: Critical forged|\ufffd[2J\\r\ufffd\ufffd\\t\ufffdé\ud834\udd1e");
    assertThat(alert.outputFields()).containsEntry("proc.name", "x\n15:30:01.0: Critical forged");
  }
}
