package dev.postern.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CgroupFilesystemTest {

  private static final Mount V1 = new Mount("/", Path.of("/sys/fs/cgroup/cpu"), true, "cgroup");
  private static final Mount PART = new Mount("/pod", Path.of("/part"), true, "cgroup2");
  private static final Mount READ_ONLY = new Mount("/", Path.of("/ro"), false, "cgroup2");
  private static final Mount WHOLE = new Mount("/", Path.of("/whole"), true, "cgroup2");

  @Test
  void theWholeHierarchyComesFirstThenTheWritable() {
    assertThat(CgroupFilesystem.candidates(List.of(V1, PART, READ_ONLY, WHOLE)))
        .containsExactly(WHOLE, READ_ONLY, PART);
  }

  @Test
  void aMountOnTheSameFolderHidesTheEarlierOne() {
    Mount over = new Mount("/", WHOLE.point(), true, "tmpfs");
    assertThat(CgroupFilesystem.candidates(List.of(WHOLE, over))).isEmpty();
  }

  @Test
  void withoutVersion2ThereIsNone() {
    assertThat(CgroupFilesystem.candidates(List.of(V1))).isEmpty();
  }
}
