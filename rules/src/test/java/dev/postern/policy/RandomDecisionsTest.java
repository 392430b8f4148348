package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference against another reading of the same rules. */
class RandomDecisionsTest {

  private static final int POLICIES = 1_000;
  private static final int ASKS = 40;

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void verdictsAreThoseOfTheBruteForce(long seed) {
    RandomPolicies random = new RandomPolicies(seed);
    int denied = 0;
    for (int i = 0; i < POLICIES; i++) {
      WorkloadPolicy policy = new WorkloadPolicy(random.policies());
      for (int j = 0; j < ASKS; j++) {
        Ask ask = random.ask(random.container());
        Instant at = random.time();
        Decision decision = policy.decide(ask, at);
        assertThat(decision.verdict() == Verdict.ALLOW)
            .as(() -> ask + " at " + at + "\nof " + policy.selected() + "\n" + decision)
            .isEqualTo(BruteForce.allows(policy.selected(), ask, at));
        denied += decision.verdict() == Verdict.DENY ? 1 : 0;
      }
    }
    assertThat(denied).isBetween(POLICIES * ASKS / 5, POLICIES * ASKS * 4 / 5);
  }
}
