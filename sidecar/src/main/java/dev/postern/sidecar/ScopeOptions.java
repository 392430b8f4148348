package dev.postern.sidecar;

import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.scope.CgroupFilesystem;
import dev.postern.scope.PodCgroup;
import dev.postern.settings.FromEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to watch. */
final class ScopeOptions {

  /** A UUID (RFC 9562), or the hash that a static pod has in its place. */
  private static final Pattern UID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}");

  @Option(
      names = "--cgroup",
      paramLabel = "PATH",
      description = "The cgroup v2 folder to watch, with everything inside; no pod is looked for.")
  private @Nullable Path cgroup;

  @FromEnvironment("POD_UID")
  @Option(
      names = "--pod-uid",
      paramLabel = "UID",
      description = "The uid of the pod to watch: metadata.uid of the downward API.")
  private @Nullable String podUid;

  @Option(
      names = "--cgroup-root",
      paramLabel = "PATH",
      description =
          "Where the host's /sys/fs/cgroup is mounted, to look for the pod in (by default the mount"
              + " that shows most).")
  private @Nullable Path root;

  /**
   * Finds the scope.
   *
   * @return a folder that is a cgroup v2
   * @throws IOException in one line, when there is no such cgroup
   */
  Path find() throws IOException, CommandFailure {
    if (cgroup != null) {
      return existing(cgroup);
    }
    if (podUid == null) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "nothing to watch: name a cgroup with --cgroup, or a pod with --pod-uid or POD_UID");
    }
    if (!UID.matcher(podUid).matches()) {
      throw CommandFailure.refused(
          "--pod-uid",
          "'" + podUid + "' is no pod's uid: it is like 0b1c2d3e-0a1b-4c2d-8e3f-001122334455");
    }
    return PodCgroup.find(
        root == null ? CgroupFilesystem.findOutermost() : hierarchy(root), podUid);
  }

  private static Path existing(Path folder) throws CommandFailure {
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.refused("--cgroup", folder + " is no folder: name one of cgroup v2");
    }
    if (!CgroupFilesystem.isCgroup(folder)) {
      throw CommandFailure.refused(
          "--cgroup", folder + " is no cgroup v2: name a folder of that hierarchy");
    }
    return folder;
  }

  private static CgroupFilesystem hierarchy(Path folder) throws CommandFailure {
    try {
      return CgroupFilesystem.at(folder);
    } catch (IOException e) {
      throw CommandFailure.refused("--cgroup-root", String.valueOf(e.getMessage()));
    }
  }
}
