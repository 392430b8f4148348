package dev.postern.policy;

import org.jspecify.annotations.Nullable;

/**
 * A question to policy: may this program talk to that?
 *
 * @param port 0 to 65535
 * @param executable its path as its container sees it, or null when it is not known
 * @param modified whether the file is not the image's own: from the overlay's upper layer, a memfd,
 *     deleted
 * @param container the container's name, or null when it is not known
 */
public record Ask(
    Host host,
    int port,
    Protocol protocol,
    @Nullable String executable,
    boolean modified,
    @Nullable String container) {

  /** Of an unknown program in an unknown container. */
  public static Ask to(Host host, int port, Protocol protocol) {
    return new Ask(host, port, protocol, null, false, null);
  }

  /** The same of an executable. */
  public Ask by(String path, boolean isModified) {
    return new Ask(host, port, protocol, path, isModified, container);
  }

  /** The same in a container. */
  public Ask in(@Nullable String name) {
    return new Ask(host, port, protocol, executable, modified, name);
  }
}
