package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Transport;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortClassTest {

  @ParameterizedTest
  @CsvSource({
    "TCP,0,system",
    "TCP,22,ssh",
    "UDP,53,dns",
    "TCP,53,dns",
    "TCP,80,http",
    "UDP,443,https",
    "TCP,465,submission",
    "TCP,587,submission",
    "TCP,1023,system",
    "TCP,1024,user",
    "TCP,5432,postgresql",
    "TCP,8080,http_alt",
    "TCP,27017,mongodb",
    "TCP,49151,user",
    "TCP,49152,dynamic",
    "UDP,65535,dynamic",
    "ICMP,0,none",
    "RAW,443,none",
  })
  void classes(Transport protocol, int port, String expected) {
    assertThat(PortClass.of(protocol, port).text()).isEqualTo(expected);
  }

  @Test
  void everyPortHasAClassAndNoClassIsUnreachable() {
    Set<PortClass> reached =
        IntStream.rangeClosed(0, 65535)
            .mapToObj(port -> PortClass.of(Transport.TCP, port))
            .collect(Collectors.toSet());
    reached.add(PortClass.of(Transport.ICMP, 0));
    reached.add(PortClass.OTHER);

    assertThat(reached).containsExactlyInAnyOrder(PortClass.values());
  }

  @Test
  void textsAreDistinct() {
    assertThat(Arrays.stream(PortClass.values()).map(PortClass::text)).doesNotHaveDuplicates();
  }
}
