package dev.postern.run;

import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.confinement.Capability;
import dev.postern.confinement.CapabilityList;
import dev.postern.confinement.Confinement;
import dev.postern.confinement.ConfinementException;
import dev.postern.confinement.OutsideServices;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** As whom CMD runs and with which capabilities. Either option alone confines it. */
final class LaunchOptions {

  @Option(
      names = "--user",
      paramLabel = "UID[:GID]",
      description = {
        "Run CMD as this user and group, by number or by name, confined: with no_new_privs, without"
            + " the capabilities that could undo a policy, and with cgroups and BPF objects"
            + " hidden.",
        "Under a policy CMD is confined anyway, as the user who called sudo."
      })
  private @Nullable String user;

  @Option(
      names = "--caps",
      paramLabel = "LIST",
      split = ",",
      description =
          "Capabilities that CMD, confined, has all the same, as NET_RAW,KILL; what each opens is"
              + " said. Root otherwise keeps the default of containers without NET_RAW, nobody else"
              + " any.")
  private @Nullable List<String> caps;

  /**
   * How CMD is confined; tried out before anything is started, and what weakens it is printed.
   *
   * @param enforced whether there is a policy, which confines CMD without any option
   * @return null when CMD may do whatever Postern may
   */
  @Nullable Confinement confinement(
      boolean enforced, Map<String, String> environment, PrintWriter err)
      throws CommandFailure, IOException {
    if (!enforced && user == null && caps == null) {
      return null;
    }
    try {
      Set<Capability> given = CapabilityList.parse(caps == null ? List.of() : caps);
      Confinement confinement = Confinement.of(user, given, environment);
      OutsideServices services = OutsideServices.of(confinement.identity().uid(), environment);
      List<Path> within = confinement.tryOut(services.sockets());
      given.forEach(each -> err.println("postern run: --caps " + each + ": " + each.opens()));
      if (enforced) {
        services.warnings(within).forEach(line -> err.println("postern run: " + line));
        StandardStreams.warnings().forEach(line -> err.println("postern run: " + line));
      }
      err.flush();
      return confinement;
    } catch (ConfinementException e) {
      throw failure(e);
    }
  }

  private static CommandFailure failure(ConfinementException e) {
    String line = String.valueOf(e.getMessage());
    String option = e.option();
    return option == null
        ? new CommandFailure(ExitStatus.FAILED, line)
        : CommandFailure.refused(option, List.of(line));
  }
}
