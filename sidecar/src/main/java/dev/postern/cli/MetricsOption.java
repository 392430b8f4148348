package dev.postern.cli;

import dev.postern.metrics.HttpAddress;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where metrics are served: an option every command with a probe shares. */
public final class MetricsOption {

  @Option(
      names = "--metrics",
      paramLabel = "ADDR:PORT",
      converter = Address.class,
      description =
          "Serve Prometheus' /metrics, /status, /live and /ready on this address, such as"
              + " 127.0.0.1:9464; :9464 is every local address, port 0 any free port (default: not"
              + " served).")
  private @Nullable HttpAddress address;

  /** The address, or null when metrics are not wanted. */
  public @Nullable HttpAddress address() {
    return address;
  }

  /** Says where metrics are served, if they are. */
  public static void announce(@Nullable HttpAddress served, PrintWriter err) {
    if (served != null) {
      err.println("postern: metrics on http://" + served + "/metrics");
      err.flush();
    }
  }

  /** Reads {@code ADDR:PORT}. */
  static final class Address implements ITypeConverter<HttpAddress> {
    @Override
    public HttpAddress convert(String text) {
      try {
        return HttpAddress.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
