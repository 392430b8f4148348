package dev.postern.policy.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Cidr;
import dev.postern.policy.Ask;
import dev.postern.policy.Host;
import dev.postern.policy.Policy;
import dev.postern.policy.RandomPolicies;
import dev.postern.policy.Verdict;
import dev.postern.policy.WorkloadPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The image answers as the reference does. */
class PolicyCompilerTest {

  private static final int POLICIES = 400;
  private static final int ASKS = 40;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theKernelDecidesAsTheReference(long seed) throws PolicyTooLargeException {
    RandomPolicies random = new RandomPolicies(seed);
    int allowed = 0;
    int denied = 0;
    for (int i = 0; i < POLICIES; i++) {
      WorkloadPolicy policy = new WorkloadPolicy(random.policies());
      String container = random.container();
      PolicyImage image = PolicyCompiler.compile(policy, container);
      KernelLookup kernel = new KernelLookup(image);
      for (int j = 0; j < ASKS; j++) {
        Ask ask = random.ask(container);
        Instant at = random.time();
        boolean reference = policy.decide(ask, at).verdict() == Verdict.ALLOW;
        assertThat(kernel.allows(ask, at))
            .as(() -> ask + " at " + at + "\nof " + policy.selected() + "\nin " + image)
            .isEqualTo(reference);
        allowed += reference ? 1 : 0;
        denied += reference ? 0 : 1;
      }
    }
    assertThat(Math.min(allowed, denied)).isGreaterThan(POLICIES * ASKS / 5);
  }

  /** One address after the other, each with its names, into the same image. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aBoundAddressIsWhatItsNamesAndItsBlocksSay(long seed) throws PolicyTooLargeException {
    RandomPolicies random = new RandomPolicies(seed);
    int byName = 0;
    for (int i = 0; i < POLICIES; i++) {
      WorkloadPolicy policy = new WorkloadPolicy(random.policies());
      String container = random.container();
      CompiledPolicy compiled = PolicyCompiler.compileNamed(policy, container);
      PolicyImage image = compiled.image();
      if (policy.mode() == null) {
        continue;
      }
      for (int j = 0; j < ASKS; j++) {
        Ask ask = random.ask(container);
        Ask named = random.named(ask, random.names());
        Binding binding = compiled.bind((Host.Address) named.host());
        image = bound(image, binding);
        Instant at = random.time();
        boolean reference = policy.decide(named, at).verdict() == Verdict.ALLOW;
        PolicyImage now = image;
        assertThat(new KernelLookup(now).allows(named, at))
            .as(() -> named + " at " + at + "\nof " + policy.selected() + "\nin " + now)
            .isEqualTo(reference);
        PolicyImage after = released(image, compiled, binding);
        assertThat(new KernelLookup(after).allows(ask, at))
            .as(() -> "without its names: " + ask + " at " + at + "\nin " + after)
            .isEqualTo(policy.decide(ask, at).verdict() == Verdict.ALLOW);
        byName += reference && policy.decide(ask, at).verdict() == Verdict.DENY ? 1 : 0;
      }
    }
    assertThat(byName).isGreaterThan(POLICIES * ASKS / 100);
  }

  private static PolicyImage released(PolicyImage image, CompiledPolicy compiled, Binding binding) {
    Cidr block = binding.destination().block();
    List<Destination> destinations = new ArrayList<>(image.destinations());
    destinations.removeIf(each -> each.block().equals(block));
    Destination alone = compiled.alone(block.network());
    if (alone != null) {
      destinations.add(alone);
    }
    return new PolicyImage(image.mode(), destinations, image.allowances(), image.subjects());
  }

  private static PolicyImage bound(PolicyImage image, Binding binding) {
    List<Destination> destinations = new ArrayList<>(image.destinations());
    destinations.removeIf(each -> each.block().equals(binding.destination().block()));
    destinations.add(binding.destination());
    List<Allowance> allowances = new ArrayList<>(image.allowances());
    allowances.addAll(binding.allowances());
    return new PolicyImage(image.mode(), destinations, allowances, image.subjects());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void noPortHasTwoAllowances(long seed) throws PolicyTooLargeException {
    RandomPolicies random = new RandomPolicies(seed);
    for (int i = 0; i < 80; i++) {
      PolicyImage image = PolicyCompiler.compile(new WorkloadPolicy(random.policies()), "app");
      for (Allowance one : image.allowances()) {
        assertThat(one.classId()).isPositive();
        for (Allowance other : image.allowances()) {
          assertThat(!one.equals(other) && overlap(one, other)).as(one + " and " + other).isFalse();
        }
      }
      assertThat(image.allowances()).doesNotHaveDuplicates();
      assertThat(image.destinations()).extracting(Destination::block).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theOrderOfPoliciesChangesNothing(long seed) throws PolicyTooLargeException {
    RandomPolicies random = new RandomPolicies(seed);
    for (int i = 0; i < 80; i++) {
      List<Policy> policies = random.policies();
      List<Policy> turned = new ArrayList<>(policies);
      Collections.shuffle(turned, new Random(i));
      KernelLookup one =
          new KernelLookup(PolicyCompiler.compile(new WorkloadPolicy(policies), null));
      KernelLookup other =
          new KernelLookup(PolicyCompiler.compile(new WorkloadPolicy(turned), null));
      for (int j = 0; j < ASKS; j++) {
        Ask ask = random.ask(null);
        Instant at = random.time();
        assertThat(one.allows(ask, at)).isEqualTo(other.allows(ask, at));
      }
    }
  }

  private static boolean overlap(Allowance one, Allowance other) {
    int bits = Math.min(one.portBits(), other.portBits());
    return one.classId() == other.classId()
        && one.subject() == other.subject()
        && one.protocol() == other.protocol()
        && ((one.port() ^ other.port()) >> (16 - bits)) == 0;
  }
}
