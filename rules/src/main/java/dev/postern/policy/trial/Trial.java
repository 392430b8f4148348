package dev.postern.policy.trial;

import dev.postern.policy.Ask;
import dev.postern.policy.Verdict;
import dev.postern.policy.Workload;
import dev.postern.rules.source.Place;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An ask and what policies shall make of it.
 *
 * @param workload who asks, or null for every policy to count
 * @param entry the entry that shall give the verdict, or null for any
 */
record Trial(
    Place place,
    String name,
    @Nullable Workload workload,
    Ask ask,
    Instant at,
    Verdict expected,
    @Nullable String entry) {}
