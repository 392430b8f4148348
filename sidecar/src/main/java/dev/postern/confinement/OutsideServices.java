package dev.postern.confinement;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Services on this machine that do for whoever may open their socket what no policy of the caller's
 * cgroup sees: they start programs, or they ask DNS.
 */
public final class OutsideServices {

  private static final String STARTS = " can start containers and commands for CMD";
  private static final String RESOLVES = " can look up names for CMD";

  /** Sockets of root's services, where their packages put them. */
  private static final Map<String, String> OF_THE_SYSTEM =
      Map.ofEntries(
          Map.entry("/run/docker.sock", "Docker" + STARTS),
          Map.entry("/run/containerd/containerd.sock", "containerd" + STARTS),
          Map.entry("/run/k3s/containerd/containerd.sock", "containerd" + STARTS),
          Map.entry("/run/crio/crio.sock", "CRI-O" + STARTS),
          Map.entry("/run/cri-dockerd.sock", "cri-dockerd" + STARTS),
          Map.entry("/run/podman/podman.sock", "Podman" + STARTS),
          Map.entry("/run/buildkit/buildkitd.sock", "BuildKit" + STARTS),
          Map.entry("/var/lib/incus/unix.socket", "Incus" + STARTS),
          Map.entry("/var/lib/lxd/unix.socket", "LXD" + STARTS),
          Map.entry("/run/libvirt/libvirt-sock", "libvirt can start machines for CMD"),
          Map.entry(
              "/var/lib/kubelet/pod-resources/kubelet.sock",
              "the kubelet can tell CMD what runs on this node"),
          Map.entry("/run/systemd/private", "systemd can start commands for CMD"),
          Map.entry(
              "/run/dbus/system_bus_socket",
              "D-Bus' services can look up names (org.freedesktop.resolve1) and start commands"
                  + " (org.freedesktop.systemd1) for CMD"),
          Map.entry("/run/systemd/resolve/io.systemd.Resolve", "systemd-resolved" + RESOLVES),
          Map.entry("/run/nscd/socket", "nscd" + RESOLVES),
          Map.entry("/run/avahi-daemon/socket", "Avahi" + RESOLVES));

  private final Map<Path, String> services = new LinkedHashMap<>();

  private OutsideServices() {}

  /**
   * All that are known of, there or not: the system's, a user's, and those that variables name.
   *
   * @param uid the user that CMD runs as
   * @param environment the variables that CMD gets
   */
  public static OutsideServices of(long uid, Map<String, String> environment) {
    OutsideServices found = new OutsideServices();
    OF_THE_SYSTEM.forEach((socket, what) -> found.services.put(Path.of(socket), what));
    Path run = Path.of("/run/user", Long.toString(uid));
    found.services.put(run.resolve("docker.sock"), "Docker" + STARTS);
    found.services.put(run.resolve("podman/podman.sock"), "Podman" + STARTS);
    found.services.put(run.resolve("bus"), "the user's D-Bus can start commands for CMD");
    found.services.put(
        run.resolve("systemd/private"), "the user's systemd can start commands for CMD");
    found.addAll(Path.of("/tmp/tmux-" + uid), "tmux can type commands in its terminals for CMD");
    found.addNamed(environment, "DOCKER_HOST", "Docker" + STARTS);
    found.addNamed(environment, "CONTAINER_HOST", "Podman" + STARTS);
    return found;
  }

  private void addAll(Path folder, String what) {
    try (DirectoryStream<Path> sockets = Files.newDirectoryStream(folder)) {
      sockets.forEach(socket -> services.put(socket, what));
    } catch (IOException e) {
      // There is none.
    }
  }

  private void addNamed(Map<String, String> environment, String variable, String what) {
    String url = environment.getOrDefault(variable, "");
    String scheme = "unix://";
    if (url.startsWith(scheme + "/") && url.indexOf('\0') < 0) {
      services.put(Path.of(url.substring(scheme.length())), what);
    }
  }

  /** Where their sockets would be, in order of the path. */
  public List<Path> sockets() {
    return services.keySet().stream().sorted().toList();
  }

  /** A line for each of these sockets: what it is, and what to do about it. */
  public List<String> warnings(List<Path> within) {
    return within.stream()
        .map(
            socket ->
                "%s is within reach: %s, outside of its policy; run CMD as a user who may not open"
                        .formatted(socket, Objects.requireNonNull(services.get(socket)))
                    + " it (--user)")
        .toList();
  }
}
