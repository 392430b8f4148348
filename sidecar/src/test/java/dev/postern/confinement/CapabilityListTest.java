package dev.postern.confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CapabilityListTest {

  private static final Path HEADER = Path.of("/usr/include/linux/capability.h");
  private static final Pattern DEFINED = Pattern.compile("#define CAP_([A-Z_]+)\\s+(\\d+)");

  @Test
  void aNameMayBeWrittenInEveryForm() throws Exception {
    assertThat(CapabilityList.parse(List.of("NET_RAW", "cap_net_raw", " Cap_Kill ", "bpf")))
        .containsExactly(Capability.KILL, Capability.NET_RAW, Capability.BPF);
    assertThat(CapabilityList.parse(List.of())).isEmpty();
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearest() {
    assertRefused("cap_net_rw", "'cap_net_rw': did you mean 'NET_RAW'?");
    assertRefused("", "'': capabilities(7)");
    assertRefused("all", "'all': capabilities(7)");
    assertRefused("-NET_RAW", "'-NET_RAW': did you mean 'NET_RAW'?");
    assertRefused("a\nb", "'a\\nb'");
  }

  private static void assertRefused(String name, String message) {
    assertThatExceptionOfType(ConfinementException.class)
        .isThrownBy(() -> CapabilityList.parse(List.of(name)))
        .withMessageContaining("--caps: no capability is called " + message)
        .satisfies(e -> assertThat(e.option()).isEqualTo("--caps"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  /** The header is there wherever the probe can be compiled. */
  @Test
  void numbersAreTheKernels() throws IOException {
    Map<String, Long> defined = new HashMap<>();
    Matcher matcher = DEFINED.matcher(Files.readString(HEADER));
    while (matcher.find()) {
      defined.put(matcher.group(1), 1L << Integer.parseInt(matcher.group(2)));
    }
    assertThat(defined).hasSizeGreaterThan(38);
    Map<String, Long> ours = new HashMap<>();
    Arrays.stream(Capability.values())
        .forEach(each -> ours.put(each.name(), Capability.mask(List.of(each))));
    assertThat(ours).containsAllEntriesOf(defined);
  }
}
