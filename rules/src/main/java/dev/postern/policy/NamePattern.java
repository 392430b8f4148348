package dev.postern.policy;

/**
 * A domain name, or all names below one.
 *
 * @param name lower case, A-labels (RFC 5890), no dot at its end, no {@code *.}
 * @param below whether it stands for the names below it, one label or more, and not for itself
 */
public record NamePattern(String name, boolean below) {

  /** Whether a name is meant; {@code host} is in lower case without a dot at its end. */
  public boolean matches(String host) {
    return below
        ? host.length() > name.length() + 1 && host.endsWith("." + name)
        : host.equals(name);
  }

  /** {@code api.example} or {@code *.example}. */
  @Override
  public String toString() {
    return below ? "*." + name : name;
  }
}
