package dev.postern.metrics;

import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where to serve HTTP.
 *
 * @param address a local address; 0.0.0.0 or :: for every one, of either family where the kernel
 *     has both
 * @param port 0 to 65535; 0 for any that is free
 */
public record HttpAddress(IpAddress address, int port) {

  private static final int MOST_DIGITS = 5;
  private static final int LAST_PORT = 65535;

  public HttpAddress {
    if (port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException("port out of range: " + port);
    }
  }

  /**
   * Reads {@code ADDR:PORT}, {@code [IPV6]:PORT} or, for every local address, {@code :PORT}. Host
   * names are not looked up.
   *
   * @throws IllegalArgumentException when it is something else; the message is for the user
   */
  public static HttpAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    IpAddress address = colon < 0 ? null : address(text.substring(0, colon));
    String digits = text.substring(colon + 1);
    boolean number =
        !digits.isEmpty()
            && digits.length() <= MOST_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (address == null || !number || Integer.parseInt(digits) > LAST_PORT) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not an address to serve on: write 127.0.0.1:9464, [::1]:9464 or, for every"
              + " local address, :9464");
    }
    return new HttpAddress(address, Integer.parseInt(digits));
  }

  private static @Nullable IpAddress address(String text) {
    if (text.isEmpty()) {
      return IpAddress.ANY_V4;
    }
    boolean brackets = text.startsWith("[") && text.endsWith("]");
    String inside = brackets ? text.substring(1, text.length() - 1) : text;
    // Without brackets, the last group of an IPv6 address would pass for the port.
    return brackets == (inside.indexOf(':') >= 0) ? IpAddress.parse(inside) : null;
  }

  /** {@code 127.0.0.1:9464} or {@code [::1]:9464}. */
  @Override
  public String toString() {
    return new Endpoint(address, port).toString();
  }
}
