package dev.postern.scope;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the container's id out of a cgroup's name. */
final class ContainerId {

  /** As many digits as every tool shows. */
  private static final int SHOWN = 12;

  /**
   * {@code <id>} (cgroupfs driver), {@code cri-containerd-<id>.scope}, {@code crio-<id>.scope},
   * {@code docker-<id>.scope} (systemd driver), {@code kubelet.slice:cri-containerd:<id>}.
   */
  private static final Pattern NAME =
      Pattern.compile("(?:.*[-:])?(?<id>[0-9a-f]{64})(?:\\.scope)?");

  /** CRI-O's monitor of a container has a cgroup with the container's id, and is not in it. */
  private static final String MONITOR = "-conmon-";

  private ContainerId() {}

  /**
   * The id of the container that a cgroup belongs to: cgroups that a container makes inside its own
   * are part of it, whatever their names.
   *
   * @param scope a pod's cgroup, or a container's
   * @param folder the scope or a cgroup inside it
   * @return twelve hex digits; none when the cgroup is no container's
   */
  static Optional<String> of(Path scope, Path folder) {
    Optional<String> outermost = ofName(scope);
    for (Path name : scope.relativize(folder)) {
      outermost = outermost.or(() -> ofName(name));
    }
    return outermost;
  }

  private static Optional<String> ofName(Path folder) {
    String name = String.valueOf(folder.getFileName());
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() && !name.contains(MONITOR)
        ? Optional.of(matcher.group("id").substring(0, SHOWN))
        : Optional.empty();
  }
}
