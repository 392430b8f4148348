package dev.postern.rules.field;

import dev.postern.event.Container;
import dev.postern.event.Event;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code container.*} and {@code k8s.*}: where it happened. */
final class ContainerFields {

  private ContainerFields() {}

  static List<Field<Event>> all() {
    return List.of(
        text("container.id", "The container's id, twelve hexadecimal digits.", Container::id),
        text("container.name", "The container's name.", Container::name),
        text("container.image", "The image with its tag.", ContainerFields::image),
        text(
            "container.image.repository", "The image without its tag.", Container::imageRepository),
        text("container.image.tag", "The image's tag.", Container::imageTag),
        text("k8s.ns.name", "The pod's namespace.", Container::podNamespace),
        text("k8s.pod.name", "The pod's name.", Container::podName));
  }

  private static Field<Event> text(
      String name, String description, Function<Container, @Nullable String> read) {
    return Field.of(
        name,
        FieldType.TEXT,
        description,
        (FieldReader.Text<Event>) event -> read.apply(event.container()));
  }

  private static @Nullable String image(Container container) {
    String repository = container.imageRepository();
    return repository == null || container.imageTag() == null
        ? repository
        : repository + ":" + container.imageTag();
  }
}
