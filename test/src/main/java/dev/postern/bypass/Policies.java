package dev.postern.bypass;

import java.nio.file.Path;
import java.util.List;

/** The policies under which routes are tried. */
final class Policies {

  private static final String HEADER =
      """
      apiVersion: postern.dev/v1alpha1
      kind: EgressPolicy
      metadata: {name: bypass, namespace: default}
      spec:
        selector: {}
        mode: Enforce
      """;

  private static final String ALLOWED =
      """
        allow:
        - name: allowed
          to:
          - cidr: %s/32
          - cidr: %s/128
          ports: [{port: %d, protocol: TCP}, {port: %d, protocol: UDP}]
      """
          .formatted(
              Target.ALLOWED_V4, Target.ALLOWED_V6, Target.ALLOWED_PORT, Target.ALLOWED_PORT);

  private static final String NAMED =
      """
        allow:
        - name: named
          to: [{fqdn: api.example}, {fqdn: "*.cdn.example"}]
          ports: [{port: %d, protocol: TCP}, {port: %d, protocol: UDP}]
        - name: inside
          to: [{fqdn: inside.example}]
          ports: [{port: %d, protocol: TCP}, {port: %d, protocol: UDP}]
          privateAddresses: allow
      """
          .formatted(
              Target.ALLOWED_PORT, Target.ALLOWED_PORT, Target.INSIDE_PORT, Target.INSIDE_PORT);

  private Policies() {}

  static String denyAll() {
    return HEADER + "  allow: []\n";
  }

  /** What {@link Target} calls allowed, and nothing else. */
  static String allowlist() {
    return HEADER + ALLOWED;
  }

  /** The same, from these executables alone. */
  static String byExecutable(List<Path> executables) {
    return HEADER + ALLOWED + "    from: {executables: %s}\n".formatted(executables);
  }

  /** The same by its name, and what else {@link Resolver} says of names. */
  static String byName() {
    return HEADER + NAMED;
  }
}
