package dev.postern.event;

import org.jspecify.annotations.Nullable;

/**
 * Why the egress policy refused something, or would have.
 *
 * @param enforced false when it was let through, because the policy is only on trial
 * @param reason in words
 * @param rule the policy, and its entry if one said so, as {@code policy/entry}; null when no
 *     policy could be named
 * @param allow lines of policy that would allow it, in YAML's flow style; null when none would
 */
public record Refusal(
    boolean enforced, String reason, @Nullable String rule, @Nullable String allow) {}
