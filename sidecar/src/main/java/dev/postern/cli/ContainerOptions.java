package dev.postern.cli;

import dev.postern.event.Container;
import dev.postern.settings.FromEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the scope's containers shall be called, where there is no runtime to tell. */
public final class ContainerOptions {

  @Option(
      names = "--container",
      paramLabel = "NAME",
      description = "container.name of the alerts (run: CMD's name by default).")
  private @Nullable String name;

  @Option(
      names = "--image",
      paramLabel = "REPO[:TAG]",
      description = "container.image.repository and container.image.tag of the alerts.")
  private @Nullable String image;

  @FromEnvironment({"POD_NAMESPACE", "POD_NAME"})
  @Option(
      names = "--pod",
      paramLabel = "NS/NAME",
      description = "k8s.ns.name and k8s.pod.name of the alerts.")
  private @Nullable String pod;

  /** Fails before anything starts if an option makes no sense. */
  public void check() throws CommandFailure {
    if (pod != null && !pod.matches("[^/]+/[^/]+")) {
      throw CommandFailure.refused(
          "--pod", "'" + pod + "' is no NAMESPACE/NAME: write it as shop/cart-0");
    }
    if (image != null && repository(image).isBlank()) {
      throw CommandFailure.refused(
          "--image", "'" + image + "' names no repository: write it as shop/cart:1");
    }
  }

  /** The container's name, or another if the options give none. */
  public @Nullable String name(@Nullable String otherwise) {
    return name == null ? otherwise : name;
  }

  /**
   * The container with an id.
   *
   * @param id twelve hex digits
   * @param otherwise its name if the options give none; null if nobody knows
   */
  public Container container(String id, @Nullable String otherwise) {
    return new Container(
        id,
        name(otherwise),
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
