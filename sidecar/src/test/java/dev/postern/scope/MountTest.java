package dev.postern.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MountTest {

  @Test
  void aLineIsReadWithAnyNumberOfOptionalFields() {
    assertThat(
            Mount.parse(
                """
                41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
                41 31 0:38 /pod ro shared:9 master:1 ro,nosuid shared:9 master:1 - cgroup2 none rw
                42 31 0:38 /pod /mnt ro,nosuid shared:9 master:1 - cgroup2 none rw
                """))
        .contains(
            new Mount("/", Path.of("/sys/fs/cgroup/unified"), true, "cgroup2"),
            new Mount("/pod", Path.of("/mnt"), false, "cgroup2"));
  }

  @Test
  void octalEscapesAreUndone() {
    assertThat(Mount.parse("1 2 0:3 /a\\134b /mnt/x\\040y\\011z\\012 rw - cgroup2 c rw"))
        .containsExactly(new Mount("/a\\b", Path.of("/mnt/x y\tz\n"), true, "cgroup2"));
  }

  @Test
  void aBackslashWithoutThreeOctalDigitsStays() {
    assertThat(Mount.parse("1 2 0:3 / /mnt/\\08 rw - cgroup2 c rw"))
        .containsExactly(new Mount("/", Path.of("/mnt/\\08"), true, "cgroup2"));
  }

  @Test
  void otherLinesAreLeftOut() {
    assertThat(Mount.parse("\nnot a mount\n1 2 0:3 / /mnt rw shared:1 -\n")).isEmpty();
  }
}
