package dev.postern.policy.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import dev.postern.policy.AllowEntry;
import dev.postern.policy.LabelSelector;
import dev.postern.policy.Mode;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyId;
import dev.postern.policy.PolicyKind;
import dev.postern.policy.PortRange;
import dev.postern.policy.Ports;
import dev.postern.policy.ProcessCondition;
import dev.postern.policy.Protocol;
import dev.postern.policy.Target;
import dev.postern.policy.WorkloadPolicy;
import dev.postern.rules.source.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tables themselves: small where they can be. */
class ImageShapeTest {

  private static final Place PLACE = Place.file("p.yaml");
  private static final Ports HTTPS = new Ports(List.of(new PortRange(Protocol.TCP, 443, 443)));

  @Test
  void noPolicyAllowsEverythingAndHasNoMode() throws PolicyTooLargeException {
    PolicyImage image = PolicyCompiler.compile(new WorkloadPolicy(List.of()), null);
    assertThat(image.mode()).isNull();
    assertThat(image.destinations()).extracting(Destination::classId).containsExactly(1, 1);
    assertThat(image.allowances())
        .containsExactly(
            new Allowance(1, 0, Protocol.TCP, 0, 0, Allowance.FOR_EVER),
            new Allowance(1, 0, Protocol.UDP, 0, 0, Allowance.FOR_EVER));
  }

  @Test
  void anEmptyAllowIsAnEmptyImage() throws PolicyTooLargeException {
    assertThat(compile()).isEqualTo(new PolicyImage(Mode.ENFORCE, List.of(), List.of(), List.of()));
  }

  @Test
  @Timeout(60)
  void aHundredThousandBlocksOfOnePortAreOneClass() throws PolicyTooLargeException {
    PolicyImage image =
        compile(
            IntStream.range(0, 100_000)
                .mapToObj(i -> entry(address(i), HTTPS, ProcessCondition.ANY, null))
                .toList());
    assertThat(image.destinations()).hasSize(100_000);
    assertThat(image.allowances())
        .containsExactly(new Allowance(1, 0, Protocol.TCP, 443, 16, Allowance.FOR_EVER));
  }

  @Test
  void aBlockThatChangesNothingIsLeftOut() throws PolicyTooLargeException {
    PolicyImage image =
        compile(
            entry(cidr("10.0.0.0/8"), HTTPS, ProcessCondition.ANY, null),
            entry(cidr("10.1.0.0/16"), HTTPS, ProcessCondition.ANY, null));
    assertThat(image.destinations()).containsExactly(new Destination(cidr("10.0.0.0/8"), 1));
  }

  @Test
  void exceptIsABlockWithoutAClass() throws PolicyTooLargeException {
    PolicyImage image =
        compile(
            new AllowEntry(
                "a",
                PLACE,
                List.of(
                    new Target.Block(
                        cidr("198.51.100.0/24"),
                        List.of(cidr("198.51.100.13/32"), cidr("198.51.100.12/31")))),
                HTTPS,
                ProcessCondition.ANY,
                false,
                false,
                null));
    assertThat(image.destinations())
        .containsExactly(
            new Destination(cidr("198.51.100.0/24"), 1),
            new Destination(cidr("198.51.100.12/31"), 0));
  }

  @Test
  void aRangeIsItsPrefixes() throws PolicyTooLargeException {
    Ports range = new Ports(List.of(new PortRange(Protocol.UDP, 1023, 1026)));
    assertThat(compile(entry(cidr("10.0.0.0/8"), range, ProcessCondition.ANY, null)).allowances())
        .containsExactly(
            new Allowance(1, 0, Protocol.UDP, 1023, 16, Allowance.FOR_EVER),
            new Allowance(1, 0, Protocol.UDP, 1024, 15, Allowance.FOR_EVER),
            new Allowance(1, 0, Protocol.UDP, 1026, 16, Allowance.FOR_EVER));
  }

  @Test
  void ofTwoEndsInTimeThePortHasTheLater() throws PolicyTooLargeException {
    Instant soon = Instant.ofEpochSecond(100);
    Instant late = Instant.ofEpochSecond(200);
    assertThat(
            compile(
                    entry(cidr("10.0.0.0/8"), Ports.ANY, ProcessCondition.ANY, late),
                    entry(cidr("10.0.0.0/8"), HTTPS, ProcessCondition.ANY, soon))
                .allowances())
        .containsExactly(
            new Allowance(1, 0, Protocol.TCP, 0, 0, 200),
            new Allowance(1, 0, Protocol.UDP, 0, 0, 200));
  }

  @Test
  void aProgramHasOnlyWhatOthersLack() throws PolicyTooLargeException {
    ProcessCondition curl = new ProcessCondition(Set.of("/usr/bin/curl"), Set.of(), true);
    PolicyImage image =
        compile(
            entry(cidr("10.0.0.0/8"), HTTPS, ProcessCondition.ANY, null),
            entry(
                cidr("10.0.0.0/8"),
                new Ports(List.of(new PortRange(Protocol.TCP, 442, 443))),
                curl,
                null));
    assertThat(image.subjects())
        .containsExactly(new Subject("/usr/bin/curl", false), new Subject("/usr/bin/curl", true));
    assertThat(image.allowances())
        .containsExactlyInAnyOrder(
            new Allowance(1, 0, Protocol.TCP, 443, 16, Allowance.FOR_EVER),
            new Allowance(1, 1, Protocol.TCP, 442, 16, Allowance.FOR_EVER),
            new Allowance(1, 2, Protocol.TCP, 442, 16, Allowance.FOR_EVER));
  }

  @Test
  @Timeout(60)
  void entriesThatOverlapBeyondReasonAreRefused() {
    List<AllowEntry> entries = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      Ports port = new Ports(List.of(new PortRange(Protocol.TCP, i, i)));
      entries.add(entry(cidr("0.0.0.0/0"), port, ProcessCondition.ANY, null));
      Ports other = new Ports(List.of(new PortRange(Protocol.UDP, i, i)));
      entries.add(entry(address(i), other, ProcessCondition.ANY, null));
    }
    assertThatExceptionOfType(PolicyTooLargeException.class)
        .isThrownBy(() -> compile(entries))
        .withMessageContaining("overlap");
  }

  private static AllowEntry entry(
      Cidr block, Ports ports, ProcessCondition from, @Nullable Instant until) {
    return new AllowEntry(
        "a", PLACE, List.of(new Target.Block(block, List.of())), ports, from, false, false, until);
  }

  private static PolicyImage compile(AllowEntry... entries) throws PolicyTooLargeException {
    return compile(List.of(entries));
  }

  private static PolicyImage compile(List<AllowEntry> entries) throws PolicyTooLargeException {
    Policy policy =
        new Policy(
            new PolicyId(PolicyKind.NAMESPACED, "shop", "p"),
            PLACE,
            LabelSelector.EVERYTHING,
            LabelSelector.EVERYTHING,
            Mode.ENFORCE,
            entries,
            List.of(),
            null);
    return PolicyCompiler.compile(new WorkloadPolicy(List.of(policy)), null);
  }

  /** Every other one, so that no two are neighbours. */
  private static Cidr address(int i) {
    return new Cidr(IpAddress.v4(0x0a00_0000 + 2 * i), 32);
  }

  private static Cidr cidr(String text) {
    return Objects.requireNonNull(Cidr.parse(text));
  }
}
