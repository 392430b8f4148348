package dev.postern.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import dev.postern.probe.Hook;
import dev.postern.run.PosternProcess;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LabTest
class DoctorIT {

  @Test
  void everyRequirementAndEveryHookIsALine(@TempDir Path folder) {
    CommandResult result = PosternProcess.run(folder, "doctor").orThrow();
    assertThat(result.errors()).isEmpty();
    List<String> lines = result.output().lines().toList();
    assertThat(lines.subList(0, 4))
        .extracting(line -> line.substring(10, 39).strip())
        .containsExactly("kernel", "privileges", "kernel BTF", "cgroup v2");
    assertThat(lines.subList(4, lines.size()))
        .extracting(line -> line.substring(10, 39).strip())
        .containsExactlyElementsOf(Arrays.stream(Hook.values()).map(Hook::attachPoint).toList());
    assertThat(lines).noneMatch(line -> line.startsWith("MISSING"));
  }
}
