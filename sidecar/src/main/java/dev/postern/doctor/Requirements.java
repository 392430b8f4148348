package dev.postern.doctor;

import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.doctor.Check.Verdict;
import dev.postern.scope.CgroupFilesystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What must be there before a probe is tried at all. */
public final class Requirements {

  /** cgroup.kill, and every helper that the required hooks use. */
  private static final KernelVersion OLDEST = new KernelVersion(5, 14);

  /** The oldest kernel the tests run on. */
  private static final KernelVersion OLDEST_TESTED = new KernelVersion(6, 1);

  private static final Path BTF = Path.of("/sys/kernel/btf/vmlinux");

  private Requirements() {}

  /** Stops a command with one line when something is missing. */
  public static void check() throws IOException, CommandFailure {
    for (Check check : all()) {
      if (check.verdict() == Verdict.MISSING) {
        throw new CommandFailure(ExitStatus.FAILED, check.detail());
      }
    }
  }

  /** Everything that is looked at, in the order in which it matters. */
  static List<Check> all() throws IOException {
    List<Check> checks = new ArrayList<>();
    checks.add(kernel(System.getProperty("os.version", "")));
    checks.add(privileges(Capabilities.ofThisProcess()));
    checks.add(btf(BTF));
    checks.add(cgroups());
    return checks;
  }

  static Check kernel(String release) {
    KernelVersion version = KernelVersion.parse(release);
    if (version == null) {
      return new Check(
          "kernel", Verdict.DEGRADED, "release '" + release + "' tells no version: untested");
    }
    if (version.compareTo(OLDEST) < 0) {
      return new Check(
          "kernel",
          Verdict.MISSING,
          "kernel %s is too old: Postern needs %s, and is tested from %s on"
              .formatted(release, OLDEST, OLDEST_TESTED));
    }
    return version.compareTo(OLDEST_TESTED) < 0
        ? new Check(
            "kernel",
            Verdict.DEGRADED,
            release + ", untested: tests run from " + OLDEST_TESTED + " on")
        : new Check("kernel", Verdict.OK, release);
  }

  static Check privileges(Capabilities capabilities) {
    if (!capabilities.canLoadNetworkHooks()) {
      return new Check(
          "privileges",
          Verdict.MISSING,
          "not root: run it with sudo, or with the capabilities BPF, NET_ADMIN and PERFMON");
    }
    if (!capabilities.canTrace()) {
      return new Check(
          "privileges",
          Verdict.MISSING,
          "capability PERFMON is missing: without it no process can be named; add it, or use sudo");
    }
    return new Check("privileges", Verdict.OK, "BPF, NET_ADMIN, PERFMON");
  }

  static Check btf(Path file) {
    return Files.isReadable(file)
        ? new Check("kernel BTF", Verdict.OK, file.toString())
        : new Check(
            "kernel BTF",
            Verdict.MISSING,
            file + " is missing: boot a kernel built with CONFIG_DEBUG_INFO_BTF=y");
  }

  private static Check cgroups() {
    try {
      return new Check("cgroup v2", Verdict.OK, CgroupFilesystem.find().root().toString());
    } catch (IOException e) {
      return new Check("cgroup v2", Verdict.MISSING, String.valueOf(e.getMessage()));
    }
  }
}
