package dev.postern.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.dns.Answer;
import dev.postern.dns.DnsName;
import dev.postern.dns.Question;
import dev.postern.dns.RecordType;
import dev.postern.enforce.NameBindings.Learned;
import dev.postern.event.IpAddress;
import dev.postern.policy.AnswerAdmission;
import dev.postern.policy.BoundName;
import dev.postern.policy.Host;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NameBindingsTest {

  private static final IpAddress ONE = address("203.0.113.1");
  private static final IpAddress TWO = address("203.0.113.2");
  private static final IpAddress THREE = address("203.0.113.3");

  private final Map<String, Long> kept = new HashMap<>();
  private final NameBindings bindings =
      new NameBindings(
          new AnswerAdmission("cluster.local", Set.of()), Duration.ofMinutes(5), 3, memory());

  private NameBindings.Memory memory() {
    return new NameBindings.Memory() {
      @Override
      public void keep(IpAddress address, String name, long untilMillis) {
        kept.put(name + "=" + address, untilMillis);
      }

      @Override
      public void forget(IpAddress address, String name) {
        kept.remove(name + "=" + address);
      }
    };
  }

  private static IpAddress address(String text) {
    return Objects.requireNonNull(IpAddress.parse(text), text);
  }

  private static Answer answer(String name, int ttl, IpAddress... addresses) {
    return new Answer(
        new Question(DnsName.of(name), RecordType.A, Question.IN),
        List.of(),
        List.of(addresses),
        ttl);
  }

  private static Host.Address named(IpAddress address, String... names) {
    return new Host.Address(
        address, Set.copyOf(Stream.of(names).map(name -> new BoundName(name, false)).toList()));
  }

  @Test
  void anAddressGoesByAllItsNames() {
    Host.Address one = named(ONE, "a.example");
    Host.Address two = named(TWO, "a.example");
    assertThat(bindings.learn(answer("A.example", 30, ONE, TWO), 0))
        .isEqualTo(new Learned(List.of(one, two), List.of(one, two)));
    Host.Address both = named(ONE, "a.example", "b.example");
    assertThat(bindings.learn(answer("b.example", 30, ONE), 0))
        .isEqualTo(new Learned(List.of(both), List.of(both)));
    assertThat(bindings.all()).containsExactlyInAnyOrder(both, two);
    assertThat(bindings.of(ONE)).isEqualTo(both);
    assertThat(bindings.of(THREE)).isEqualTo(named(THREE));
  }

  @Test
  void whatIsKnownAlreadyChangesNothing() {
    bindings.learn(answer("a.example", 30, ONE), 0);
    assertThat(bindings.learn(answer("a.example", 30, ONE), 1))
        .isEqualTo(new Learned(List.of(named(ONE, "a.example")), List.of()));
  }

  @Test
  void aNameIsKeptForAWhileAndAsLongAsItsAnswerIsGood() {
    bindings.learn(answer("short.example", 1, ONE), 0);
    bindings.learn(answer("long.example", 400, ONE), 0);
    assertThat(bindings.isAnyDue(299_999)).isFalse();
    assertThat(bindings.isAnyDue(300_000)).isTrue();
    assertThat(bindings.expire(299_999, Set.of())).isEmpty();
    assertThat(bindings.expire(300_000, Set.of())).containsExactly(named(ONE, "long.example"));
    assertThat(bindings.expire(399_999, Set.of())).isEmpty();
    assertThat(bindings.expire(400_000, Set.of())).containsExactly(named(ONE));
    assertThat(bindings.all()).isEmpty();
  }

  @Test
  void noAnswerIsGoodForMoreThanADay() {
    bindings.learn(answer("a.example", Integer.MAX_VALUE, ONE), 0);
    assertThat(bindings.expire(86_400_000, Set.of())).containsExactly(named(ONE));
  }

  @Test
  void whatIsInUseKeepsItsNames() {
    bindings.learn(answer("a.example", 1, ONE, TWO), 0);
    assertThat(bindings.expire(300_000, Set.of(ONE))).containsExactly(named(TWO));
    assertThat(bindings.expire(900_000, Set.of())).containsExactly(named(ONE));
  }

  @Test
  void askingAgainKeepsIt() {
    bindings.learn(answer("a.example", 1, ONE), 0);
    bindings.learn(answer("a.example", 1, ONE), 200_000);
    assertThat(bindings.expire(300_000, Set.of())).isEmpty();
  }

  @Test
  void whatWasAnsweredLongestAgoMakesRoom() {
    bindings.learn(answer("a.example", 1, ONE, TWO), 0);
    bindings.learn(answer("b.example", 1, ONE), 0);
    bindings.learn(answer("a.example", 1, ONE), 0);
    assertThat(bindings.learn(answer("c.example", 1, THREE), 0).changed())
        .containsExactly(named(THREE, "c.example"), named(TWO));
    assertThat(bindings.all())
        .extracting(Host.Address::address)
        .containsExactlyInAnyOrder(ONE, THREE);
  }

  @Test
  void anAddressHasSoManyNamesAndNoMore() {
    NameBindings many =
        new NameBindings(
            new AnswerAdmission("cluster.local", Set.of()), Duration.ofMinutes(5), 1000, memory());
    for (int i = 0; i < 65; i++) {
      many.learn(answer("n" + i + ".example", 1, ONE), 0);
    }
    assertThat(many.size()).isEqualTo(64);
    assertThat(kept).hasSize(64).doesNotContainKey("n0.example=203.0.113.1");
    assertThat(many.of(ONE).bound()).hasSize(64).doesNotContain(new BoundName("n0.example", false));
  }

  @Test
  void anAnswerThatAlsoLeadsWhereNoNameMayIsNotBelieved() {
    IpAddress metadata = address("169.254.169.254");
    assertThat(bindings.learn(answer("a.example", 30, ONE, metadata), 0))
        .isEqualTo(new Learned(List.of(), List.of()));
    assertThat(bindings.all()).isEmpty();
    assertThat(kept).isEmpty();
  }

  @Test
  void whatIsKeptIsWhatIsKnown() {
    bindings.learn(answer("a.example", 1, ONE), 0);
    bindings.learn(answer("b.example", 400, ONE), 0);
    assertThat(kept)
        .isEqualTo(Map.of("a.example=203.0.113.1", 300_000L, "b.example=203.0.113.1", 400_000L));
    bindings.expire(300_000, Set.of());
    assertThat(kept).containsOnlyKeys("b.example=203.0.113.1");
  }

  @Test
  void whatWasKeptGoesOn() {
    kept.put("a.example=169.254.169.254", 300_000L);
    bindings.recall(ONE, "a.example", 300_000);
    bindings.recall(address("169.254.169.254"), "a.example", 300_000);
    assertThat(bindings.all()).containsExactly(named(ONE, "a.example"));
    assertThat(kept).as("what may not be any more").isEmpty();
    assertThat(bindings.expire(300_000, Set.of())).containsExactly(named(ONE));
  }
}
