package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StartNotesTest {

  @Test
  void knowsThePortsThatTheKernelGivesOut() {
    String range = "32768\t60999\n"; // as /proc/sys/net/ipv4/ip_local_port_range has it
    assertThat(StartNotes.isIn(32768, range)).isTrue();
    assertThat(StartNotes.isIn(60999, range)).isTrue();
    assertThat(StartNotes.isIn(32767, range)).isFalse();
    assertThat(StartNotes.isIn(61000, range)).isFalse();
  }

  @Test
  void knowsNothingOfARangeThatCannotBeRead() {
    assertThat(StartNotes.isIn(40000, null)).isFalse();
    assertThat(StartNotes.isIn(40000, "")).isFalse();
  }
}
