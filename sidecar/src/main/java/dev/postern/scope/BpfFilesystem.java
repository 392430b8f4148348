package dev.postern.scope;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The mounted BPF filesystem, where maps and links outlive the processes that made them. */
public final class BpfFilesystem {

  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

  /** Where systemd mounts it. */
  private static final Path USUAL = Path.of("/sys/fs/bpf");

  private static final long MOUNT_SECONDS = 10;

  private BpfFilesystem() {}

  /**
   * Finds one that can be written to among the mounts of this process, or mounts one at {@code
   * /sys/fs/bpf}, which takes root.
   *
   * @throws IOException in one line, when there is none
   */
  public static Path find() throws IOException {
    Path found = mounted();
    if (found == null) {
      mount();
      found = mounted();
    }
    if (found == null) {
      throw new IOException(
          "no BPF filesystem is mounted, and a policy must outlive this process: try mount -t bpf"
              + " bpf "
              + USUAL);
    }
    return found;
  }

  private static @Nullable Path mounted() throws IOException {
    List<Mount> mounts =
        Mount.parse(new String(Files.readAllBytes(MOUNTINFO), StandardCharsets.UTF_8));
    return mounts.stream()
        .filter(mount -> mount.type().equals("bpf") && mount.writable())
        .map(Mount::point)
        .filter(Files::isWritable)
        .findFirst()
        .orElse(null);
  }

  private static void mount() throws IOException {
    Process mount =
        new ProcessBuilder("/bin/mount", "-t", "bpf", "bpf", USUAL.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!mount.waitFor(MOUNT_SECONDS, TimeUnit.SECONDS)) {
        mount.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
