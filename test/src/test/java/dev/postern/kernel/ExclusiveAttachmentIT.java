package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.lab.LabTest;
import dev.postern.probe.ProbeException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody else's program that suffers no other beside it stops the start, by name. */
@LabTest
final class ExclusiveAttachmentIT {

  @AutoClose Scope outer;
  @AutoClose Scope middle;
  @AutoClose Scope inner;

  @BeforeEach
  void nest() {
    outer = Scope.create();
    middle = outer.child();
    inner = middle.child();
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2"})
  void isNamedWithItsCgroup(int levelsUp) {
    Scope other = List.of(inner, middle, outer).get(levelsUp);
    Program program =
        AttachedPrograms.start(
            List.of("exclusive", other.cgroup().path(), Tester.path("allow-connect.bpf.o")));
    try {
      assertThatExceptionOfType(ProbeException.class)
          .isThrownBy(() -> Observation.of(inner).close())
          .withMessageMatching(
              "the kernel refused hook \\S+ \\(program \\d+ is attached exclusively to cgroup \\Q"
                  + other.cgroup().path()
                  + "\\E: detach it, or attach it with BPF_F_ALLOW_MULTI\\)[^\n]+");
    } finally {
      AttachedPrograms.end(program);
    }
    // Nothing stayed attached, and nothing is in the way any more.
    Observation.of(inner).close();
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2"})
  void aSharedOneIsInNobodysWay(int levelsUp) {
    Scope other = List.of(inner, middle, outer).get(levelsUp);
    Program program =
        AttachedPrograms.start(
            List.of("shared", other.cgroup().path(), Tester.path("allow-connect.bpf.o")));
    try (Observation seen = Observation.of(inner)) {
      assertThat(seen.missing()).isEmpty();
    } finally {
      AttachedPrograms.end(program);
    }
  }
}
