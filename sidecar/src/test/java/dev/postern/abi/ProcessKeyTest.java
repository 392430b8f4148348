package dev.postern.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessKeyTest {

  private static final ProcessKey KEY = new ProcessKey(0x1234_5678_9abc_def0L, 4711, 3);

  @Test
  void isEqualToWhatNamesTheSameImage() {
    ProcessKey same = new ProcessKey(KEY.startNanos(), KEY.pid(), KEY.execId());
    assertThat(KEY).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(same).isEqualTo(KEY);
    assertThat(KEY).isNotEqualTo(null).isNotEqualTo("4711");
  }

  @Test
  void everyBitTells() {
    for (int bit = 0; bit < 64; bit++) {
      ProcessKey start = new ProcessKey(KEY.startNanos() ^ (1L << bit), KEY.pid(), KEY.execId());
      assertThat(KEY).isNotEqualTo(start);
      assertThat(start).isNotEqualTo(KEY);
    }
    for (int bit = 0; bit < 32; bit++) {
      ProcessKey pid = new ProcessKey(KEY.startNanos(), KEY.pid() ^ (1 << bit), KEY.execId());
      ProcessKey exec = new ProcessKey(KEY.startNanos(), KEY.pid(), KEY.execId() ^ (1 << bit));
      assertThat(KEY).isNotEqualTo(pid).isNotEqualTo(exec);
    }
  }

  /** Processes started one after the other shall not meet in one bucket. */
  @Test
  void hashesNeighboursApart() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      hashes.add(new ProcessKey(KEY.startNanos() + i * 1_000_003L, KEY.pid() + i, 1).hashCode());
      hashes.add(new ProcessKey(KEY.startNanos() + i * 1_000_003L, KEY.pid() + i, 2).hashCode());
    }
    assertThat(hashes).hasSizeGreaterThan(1_990);
  }
}
