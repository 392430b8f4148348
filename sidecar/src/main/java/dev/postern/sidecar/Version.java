package dev.postern.sidecar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of this software, which the build writes down. */
public final class Version {

  private static final String FILE = "/dev/postern/version";

  private Version() {}

  /** Such as {@code 0.1.0}. */
  public static String text() {
    try (InputStream file = Version.class.getResourceAsStream(FILE)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
