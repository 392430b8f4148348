package dev.postern.policy;

/**
 * A name that a resolver answered with an address.
 *
 * @param name in lower case, without a dot at its end
 * @param foreign whether the address is a private one and the name none of the cluster's: only an
 *     entry that says {@code privateAddresses: allow} admits that
 */
public record BoundName(String name, boolean foreign) {}
