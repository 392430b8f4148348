package dev.postern.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Transport;
import org.junit.jupiter.api.Test;

class ServedFlowTest {

  @Test
  void aLineReadsBackAsTheSameFlow() {
    ServedFlow flow =
        new ServedFlow(
            Transport.TCP,
            ServedFlow.endpoint("198.51.100.10:443"),
            ServedFlow.endpoint("10.244.1.5:40000"),
            517,
            1017,
            0,
            true);
    assertThat(flow.toLine()).isEqualTo("tcp 198.51.100.10:443 10.244.1.5:40000 517 1017 0 true");
    assertThat(ServedFlow.parse(flow.toLine())).isEqualTo(flow);
  }

  @Test
  void ipv6StandsInBrackets() {
    String line = "udp [2001:db8:2::10]:53 [2001:db8:1::5]:9 3 0 1 false";
    assertThat(ServedFlow.parse(line).toLine()).isEqualTo(line);
  }
}
