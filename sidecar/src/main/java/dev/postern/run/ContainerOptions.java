package dev.postern.run;

import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.event.Container;
import dev.postern.scope.Cgroup;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the command's container shall be called, where there is no runtime to tell. */
final class ContainerOptions {

  @Option(
      names = "--container",
      paramLabel = "NAME",
      description = "container.name of the alerts (default: CMD's name)")
  private @Nullable String name;

  @Option(
      names = "--image",
      paramLabel = "REPO[:TAG]",
      description = "container.image.repository and container.image.tag of the alerts")
  private @Nullable String image;

  @Option(
      names = "--pod",
      paramLabel = "NS/NAME",
      description = "k8s.ns.name and k8s.pod.name of the alerts")
  private @Nullable String pod;

  /** Fails before anything starts if an option makes no sense. */
  void check() throws CommandFailure {
    if (pod != null && !pod.matches("[^/]+/[^/]+")) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--pod: '" + pod + "' is no NAMESPACE/NAME: write it as shop/cart-0");
    }
    if (image != null && repository(image).isBlank()) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--image: '" + image + "' names no repository: write it as shop/cart:1");
    }
  }

  /** The container that {@code cgroup} stands for. */
  Container container(Cgroup cgroup, String program) {
    String programName = Path.of(program).getFileName().toString();
    return new Container(
        cgroup.shortId(),
        name == null ? programName : name,
        image == null ? null : repository(image),
        image == null ? null : tag(image),
        pod == null ? null : pod.substring(0, pod.indexOf('/')),
        pod == null ? null : pod.substring(pod.indexOf('/') + 1));
  }

  /** Without digest and tag; a colon before the last slash belongs to the registry's port. */
  static String repository(String image) {
    String undigested = image.split("@", 2)[0];
    int colon = tagColon(undigested);
    return colon < 0 ? undigested : undigested.substring(0, colon);
  }

  static @Nullable String tag(String image) {
    String undigested = image.split("@", 2)[0];
    int colon = tagColon(undigested);
    return colon < 0 ? null : undigested.substring(colon + 1);
  }

  private static int tagColon(String image) {
    int colon = image.lastIndexOf(':');
    return colon > image.lastIndexOf('/') ? colon : -1;
  }
}
