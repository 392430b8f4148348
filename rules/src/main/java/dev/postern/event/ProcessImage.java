package dev.postern.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One process image: what a process was between two execs.
 *
 * @param pid process id (thread group id) in the initial pid namespace
 * @param startNanos start of the process, CLOCK_MONOTONIC nanoseconds
 * @param name the kernel's name for the image (at most 15 bytes), as {@code proc.name}
 * @param exePath path of the executable inside its own root, or null when it was not observed
 * @param args the argument vector, {@code argv[0]} first; empty when it was not observed
 * @param parentPid process id of the parent at the time of observation
 * @param parent the parent's image, or null when the parent is outside the scope or unknown
 * @param context what it ran in and with, or null when it was not observed
 */
public record ProcessImage(
    int pid,
    long startNanos,
    String name,
    @Nullable String exePath,
    List<String> args,
    int parentPid,
    @Nullable ProcessImage parent,
    @Nullable ProcessContext context) {

  public ProcessImage {
    args = List.copyOf(args);
  }

  /** An image of which no more is known. */
  public ProcessImage(
      int pid,
      long startNanos,
      String name,
      @Nullable String exePath,
      List<String> args,
      int parentPid,
      @Nullable ProcessImage parent) {
    this(pid, startNanos, name, exePath, args, parentPid, parent, null);
  }

  /** Falco's {@code proc.cmdline}: the name, then every argument after the first. */
  public String commandLine() {
    return args.size() < 2 ? name : name + " " + String.join(" ", args.subList(1, args.size()));
  }

  /** The ancestor {@code n} steps up (1 is the parent), or null when the chain is shorter. */
  public @Nullable ProcessImage ancestor(int n) {
    ProcessImage process = this;
    for (int i = 0; i < n && process != null; i++) {
      process = process.parent;
    }
    return process;
  }
}
