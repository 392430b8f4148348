package dev.postern.confinement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutsideServicesTest {

  @Test
  void theSystemsTheUsersAndNamedOnesAreKnown() {
    OutsideServices services =
        OutsideServices.of(1000, Map.of("DOCKER_HOST", "unix:///somewhere/docker.sock"));
    assertThat(services.sockets())
        .contains(
            Path.of("/run/docker.sock"),
            Path.of("/run/containerd/containerd.sock"),
            Path.of("/run/dbus/system_bus_socket"),
            Path.of("/run/systemd/resolve/io.systemd.Resolve"),
            Path.of("/run/user/1000/bus"),
            Path.of("/somewhere/docker.sock"))
        .isSorted();
    assertThat(OutsideServices.of(7, Map.of("DOCKER_HOST", "tcp://10.0.0.1:2375")).sockets())
        .contains(Path.of("/run/user/7/bus"))
        .doesNotContain(Path.of("/run/user/1000/bus"))
        .hasSize(services.sockets().size() - 1);
  }

  @Test
  void aLineSaysWhatItIsAndWhatToDo() {
    OutsideServices services = OutsideServices.of(0, Map.of());
    assertThat(services.warnings(List.of(Path.of("/run/docker.sock"))))
        .containsExactly(
            "/run/docker.sock is within reach: Docker can start containers and commands for CMD,"
                + " outside of its policy; run CMD as a user who may not open it (--user)");
    assertThat(services.warnings(List.of())).isEmpty();
    assertThat(services.warnings(services.sockets())).hasSameSizeAs(services.sockets());
  }
}
