package dev.postern.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every change of the ABI passes through the golden file, and so through review. */
class LayoutGoldenTest {

  @Test
  void theCompiledProbeHasTheReviewedLayout() throws IOException {
    List<String> actual = ProbeObject.layout(ProbeObject.bytes()).lines();
    if (Boolean.getBoolean("postern.golden.update")) {
      Files.write(GoldenLayout.FILE, actual);
    }
    assertThat(actual)
        .as("after a change of event.h: raise EVENT_ABI, run with -Dpostern.golden.update=true")
        .isEqualTo(Files.readAllLines(GoldenLayout.FILE));
  }

  @Test
  void aLayoutReadsBackFromItsText() throws IOException {
    List<String> lines = GoldenLayout.read().lines();
    assertThat(lines).isNotEmpty();
    assertThat(Layout.parse(lines).lines()).isEqualTo(lines);
  }

  @Test
  void aMemberOfAnotherSizeStopsTheStart() throws IOException {
    List<String> lines = new ArrayList<>(GoldenLayout.read().lines());
    lines.replaceAll(
        line ->
            line.replace(
                "place socket_event.remote_port 98 2", "place socket_event.remote_port 98 4"));
    assertThatThrownBy(() -> new EventDecoder(Layout.parse(lines)))
        .isInstanceOf(LayoutMismatch.class)
        .hasMessage(
            "the probe object's socket_event.remote_port has 4 bytes, this sidecar reads 2:"
                + " build both from one tree");
  }

  @Test
  void aMissingMemberStopsTheStart() throws IOException {
    List<String> lines = new ArrayList<>(GoldenLayout.read().lines());
    lines.removeIf(line -> line.startsWith("place event_header.time_ns "));
    assertThatThrownBy(() -> new EventDecoder(Layout.parse(lines)))
        .isInstanceOf(LayoutMismatch.class)
        .hasMessageContaining("event_header.time_ns");
  }

  @Test
  void anythingButAnElfFileIsRefused() {
    assertThatThrownBy(() -> ProbeObject.layout(new byte[100]))
        .isInstanceOf(LayoutMismatch.class)
        .hasMessage("the probe object is not an ELF file");
  }
}
