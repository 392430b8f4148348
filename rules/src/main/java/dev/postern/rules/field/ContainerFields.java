package dev.postern.rules.field;

import dev.postern.event.Container;
import dev.postern.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code container.*} and {@code k8s.*}: where it happened. */
final class ContainerFields {

  private ContainerFields() {}

  static List<Field<Event>> all() {
    return List.of(
        text(
            "container.id",
            "The container's id, twelve hexadecimal digits.",
            event -> event.container().id()),
        text("container.name", "The container's name.", event -> event.container().name()),
        text("container.image", "The image with its tag.", event -> image(event.container())),
        text(
            "container.image.repository",
            "The image without its tag.",
            event -> event.container().imageRepository()),
        text("container.image.tag", "The image's tag.", event -> event.container().imageTag()),
        text("k8s.ns.name", "The pod's namespace.", event -> event.container().podNamespace()),
        text("k8s.pod.name", "The pod's name.", event -> event.container().podName()),
        text(
            "k8smeta.ns.name",
            "The same as k8s.ns.name.",
            event -> event.container().podNamespace()),
        text(
            "k8smeta.pod.name", "The same as k8s.pod.name.", event -> event.container().podName()));
  }

  private static Field<Event> text(
      String name, String description, FieldReader.Text<Event> reader) {
    return Field.of(name, FieldType.TEXT, description, reader);
  }

  private static @Nullable String image(Container container) {
    String repository = container.imageRepository();
    return repository == null || container.imageTag() == null
        ? repository
        : repository + ":" + container.imageTag();
  }
}
