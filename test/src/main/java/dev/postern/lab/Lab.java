package dev.postern.lab;

import dev.postern.lab.servers.LabServers;
import dev.postern.scope.Cgroup;
import dev.postern.scope.CgroupFilesystem;
import dev.postern.scope.CommandNotRunnableException;
import dev.postern.scope.ScopedCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pod without Kubernetes: commands run in its network, its cgroup and with its DNS settings, and
 * reach the servers of {@link LabAddresses} and nothing else. Several labs can exist at once.
 *
 * <p>Nothing outlives it: closing removes everything, as do SIGINT and SIGTERM to this JVM, and
 * when this JVM is killed, the servers, the last thing to be started, notice and do it.
 */
public final class Lab implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Owned owned;
  private final Path folder;
  private final Cgroup cgroup;
  private final LabNetwork network;
  private final Servers servers;

  private Lab(Owned owned, String serversClass) throws IOException {
    this.owned = owned;
    String name = uniqueName();
    this.folder = owned.add(Folder.create(name + "-")).path();
    LabKeyStore keys = owned.add(LabKeyStore.startMaking(folder));
    this.network = LabNetwork.create(owned, folder);
    this.cgroup = CgroupFilesystem.find().create(name);
    owned.add(cgroup::close);
    List<String> arguments =
        List.of(LabKeyStore.PASSWORD, cgroup.path().getFileName().toString(), folder.toString());
    this.servers = owned.add(Servers.start(network.outside(), folder, serversClass, arguments));
    servers.serveWith(keys.file());
  }

  /**
   * Builds a lab, in a second or two.
   *
   * @throws LabException in one line, when this is not root, a tool is missing or the kernel
   *     refuses; nothing is left behind then
   */
  public static Lab create() {
    return create(LabServers.class.getName());
  }

  static Lab create(String serversClass) {
    Owned owned = new Owned();
    try {
      requireUsable();
      ExitCleanup.add(owned);
      return new Lab(owned, serversClass);
    } catch (IOException e) {
      throw abandoned(owned, new LabException("no lab could be made: " + e.getMessage(), e));
    } catch (LabException e) {
      throw abandoned(owned, e);
    }
  }

  private static LabException abandoned(Owned owned, LabException failure) {
    try {
      close(owned);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /** Fails in one line where no lab can be made. */
  static void requireUsable() throws IOException {
    if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      throw new LabException("the lab needs root: it makes network namespaces and a cgroup");
    }
    Tool.requireAll();
    CgroupFilesystem.find();
  }

  private static String uniqueName() {
    return "postern-lab-%d-%d".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
  }

  /** The pod's cgroup: the scope of every command that {@link #exec} and {@link #start} run. */
  public Cgroup cgroup() {
    return cgroup;
  }

  /** The file of the pod's network namespace. */
  public Path podNetwork() {
    return network.pod().file();
  }

  /** A folder that is deleted with the lab, at the same path inside the pod. */
  public Path folder() {
    return folder;
  }

  /** Runs a command in the pod to its end, for at most 30 seconds. */
  public CommandResult exec(String... command) {
    return finish(start(command));
  }

  /** Runs a command outside the pod, where the servers are, for at most 30 seconds. */
  public CommandResult execOutside(String... command) {
    return finish(startOutside(command));
  }

  /** Starts a command outside the pod. */
  LabProcess startOutside(String... command) {
    return launch(command, network.outside().entering(List.of(command)));
  }

  /**
   * Starts a command in the pod. The cgroup is joined last, so what it takes to enter the pod is no
   * event of the pod.
   */
  public LabProcess start(String... command) {
    try {
      List<String> joining = ScopedCommand.of(List.of(command)).joining(cgroup, podEnvironment());
      return launch(command, network.pod().enteringWithMounts(joining));
    } catch (CommandNotRunnableException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    }
  }

  private LabProcess launch(String[] command, List<String> argv) {
    try {
      String text = String.join(" ", command);
      return owned.add(LabProcess.start(text, argv, podEnvironment(), folder));
    } catch (IOException e) {
      throw new LabException("cannot start " + command[0] + ": " + e.getMessage(), e);
    }
  }

  private CommandResult finish(LabProcess process) {
    try (process) {
      return process.await();
    } finally {
      owned.forget(process);
    }
  }

  private Map<String, String> podEnvironment() {
    String path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    return Map.of("PATH", path, "HOME", folder.toString(), "LC_ALL", "C");
  }

  /**
   * A program under another name. The kernel names a process after the path it was started by, so
   * what runs through this path has {@code name} as its {@code proc.name}.
   *
   * @param name at most 15 characters, or the kernel cuts it
   * @return the path to start it by
   */
  public String named(String name, Path program) {
    Path link = folder.resolve("bin").resolve(name);
    try {
      Files.createDirectories(link.getParent());
      Files.deleteIfExists(link);
      return Files.createSymbolicLink(link, program.toRealPath()).toString();
    } catch (IOException e) {
      throw new LabException("cannot make " + link + ": " + e.getMessage(), e);
    }
  }

  /** One of the lab's small programs, by its file name: the path to give to perl. */
  public String script(String name) {
    Path file = folder.resolve(name);
    try (InputStream source = Lab.class.getResourceAsStream(name)) {
      if (source == null) {
        throw new LabException("the lab has no program " + name);
      }
      Files.write(file, source.readAllBytes());
      return file.toString();
    } catch (IOException e) {
      throw new LabException("cannot make " + file + ": " + e.getMessage(), e);
    }
  }

  /** What the servers saw so far. A client may have ended before its server has noticed. */
  public List<ServedFlow> served() {
    try {
      return servers.flows();
    } catch (IOException e) {
      throw new LabException("the lab's servers do not answer: " + e.getMessage(), e);
    }
  }

  /** Whether a signal is ending this JVM: what fails in a lab from then on is no news. */
  public static boolean isEnding() {
    return ExitCleanup.isEnding();
  }

  /** Removes everything. Does nothing the second time. */
  @Override
  public void close() {
    try {
      close(owned);
    } catch (IOException e) {
      throw new LabException("part of the lab could not be removed: " + e.getMessage(), e);
    }
  }

  private static void close(Owned owned) throws IOException {
    owned.close();
    ExitCleanup.remove(owned);
  }
}
