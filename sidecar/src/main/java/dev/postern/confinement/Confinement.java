package dev.postern.confinement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a command from undoing what is enforced on it: its user, no_new_privs, the few
 * capabilities that it keeps, and a mount namespace in which cgroups and pinned BPF objects are
 * hidden.
 *
 * <p>A chain of programs, each of which becomes the next, so the process stays the one that was
 * started: unshare(1), a shell that hides mounts, setpriv(1), a shell that joins the cgroup, the
 * command. Only the last step happens in the scope. The cgroup can no longer be opened by then, nor
 * by that user: the first shell opens its {@code cgroup.procs}, and the kernel judges a write by
 * who opened the file (Linux 5.16).
 */
public final class Confinement {

  /** Exit status of the chain when it stopped before the command; the reason was printed. */
  public static final int NOT_CONFINED = 125;

  private final Privileges privileges;
  private final ConfinementTools tools;

  private Confinement(Privileges privileges, ConfinementTools tools) {
    this.privileges = privileges;
    this.tools = tools;
  }

  /**
   * Works out how a command is confined on this machine; starts nothing but look-ups.
   *
   * @param user {@code UID[:GID]} or {@code NAME[:GROUP]}; null for the user behind sudo(8), or
   *     this process' own
   * @param given capabilities that the command has against the rule
   * @param environment where sudo(8) says who called it
   * @throws ConfinementException in one line: a missing tool, an unknown user, a capability that
   *     this process does not have itself
   */
  public static Confinement of(
      @Nullable String user, Set<Capability> given, Map<String, String> environment)
      throws ConfinementException, IOException {
    ConfinementTools tools = ConfinementTools.find();
    ProcessStatus own = ProcessStatus.ofThisProcess();
    Identity identity = new IdentityReader(new Getent(tools.getent()), own).read(user, environment);
    long owned = own.capabilities("CapPrm") & own.capabilities("CapBnd");
    if ((owned & Capability.mask(Set.of(Capability.SYS_ADMIN))) == 0) {
      throw new ConfinementException(
          "the command cannot be confined without SYS_ADMIN, which making a mount namespace needs:"
              + " run it as root, or give Postern that capability");
    }
    return new Confinement(Privileges.of(identity, given, owned), tools);
  }

  /** Who the command runs as. */
  public Identity identity() {
    return privileges.identity();
  }

  /**
   * The argument vector that joins a cgroup, confined, and then becomes the command.
   *
   * @param cgroup the cgroup's folder
   * @param command program and arguments
   */
  public List<String> joining(Path cgroup, List<String> command) {
    return chain(cgroup.resolve("cgroup.procs"), command);
  }

  /** Makes the variables that name the user name the command's. */
  public void describeUserIn(Map<String, String> environment) {
    privileges.identity().describeIn(environment);
  }

  /**
   * Confines a trial and looks at what came of it, before anything else is started.
   *
   * @param sockets files that would act for the command outside of its scope
   * @return those of {@code sockets} that the command could connect to
   * @throws ConfinementException in one line, when the command would not be confined as it must
   */
  public List<Path> tryOut(List<Path> sockets) throws ConfinementException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", ConfinementScripts.REPORT));
    command.add("report");
    sockets.forEach(socket -> command.add(socket.toString()));
    Trial trial = Trial.run(chain(Path.of("/dev/null"), command));
    List<String> wrong = privileges.differences(trial.status());
    if (!wrong.isEmpty()) {
      throw new ConfinementException(
          "the command would not be confined: " + String.join("; ", wrong));
    }
    return sockets.stream().filter(trial.within()::contains).toList();
  }

  private List<String> chain(Path procs, List<String> command) {
    List<String> argv = new ArrayList<>();
    argv.add(tools.unshare().toString());
    argv.addAll(List.of("--mount", "--propagation", "private", "--"));
    argv.addAll(List.of("/bin/sh", "-c", ConfinementScripts.hiding(tools), procs.toString()));
    argv.add(privileges.identity().isRoot() ? "root" : "user");
    argv.add(tools.setpriv().toString());
    argv.addAll(privileges.setprivArguments());
    argv.addAll(List.of("--", "/bin/sh", "-c", ConfinementScripts.JOIN, "postern run"));
    argv.addAll(command);
    return argv;
  }
}
