package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ContainerOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "a, a,",
    "a:1, a, 1",
    "r:5000/a/b, r:5000/a/b,",
    "r:5000/a/b:1.2, r:5000/a/b, 1.2",
    "a@sha256:00ff, a,",
    "a:1@sha256:00ff, a, 1",
    "r:5000/a:1@sha256:00ff, r:5000/a, 1",
    "r:5000/a@sha256:00ff, r:5000/a,",
  })
  void anImageIsRepositoryTagAndDigest(String image, String repository, @Nullable String tag) {
    assertThat(ContainerOptions.repository(image)).isEqualTo(repository);
    assertThat(ContainerOptions.tag(image)).isEqualTo(tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shop", "/", "shop/", "/cart-0", "shop/cart/0"})
  void aPodIsANamespaceAndAName(String pod) {
    assertRefused("--pod", pod, "--pod: '" + pod + "' is no NAMESPACE/NAME: write it as");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ":1", "@sha256:00ff", ":1@sha256:00ff"})
  void anImageHasARepository(String image) {
    assertRefused("--image", image, "--image: '" + image + "' names no repository: write it as");
  }

  private static void assertRefused(String option, String value, String message) {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> parsed(option, value).check())
        .withMessageStartingWith(message)
        .satisfies(e -> assertThat(e.status()).isEqualTo(2))
        .satisfies(e -> assertThat(e.lines()).hasSize(1));
  }

  @Test
  void whatMakesSenseIsTaken() throws CommandFailure {
    parsed("--pod", "shop/cart-0", "--image", "r:5000/a", "--container", "web").check();
    parsed().check();
  }

  private static ContainerOptions parsed(String... arguments) {
    ContainerOptions options = new ContainerOptions();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("c", mixin(options)))
        .parseArgs(arguments);
    return options;
  }

  private static CommandLine.Model.CommandSpec mixin(ContainerOptions options) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
  }
}
