package dev.postern.resolve;

/**
 * What a forwarder goes by.
 *
 * @param upstreams whom it asks
 * @param policy which names may be asked for
 * @param refusal how it answers for others
 * @param binder gets every address before the client does
 * @param limits what clients may take
 */
public record ForwarderSettings(
    Upstreams upstreams,
    NamePolicy policy,
    NameRefusal refusal,
    Binder binder,
    ForwarderLimits limits) {}
