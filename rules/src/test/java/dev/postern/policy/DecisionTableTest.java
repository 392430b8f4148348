package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import dev.postern.rules.source.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Modes, selection, expiry, denies and ceilings, in every combination that differs.
 *
 * <p>Each policy is written {@code KIND MODE WHAT}, several with a plus between them. KIND: {@code
 * ns}; {@code cl}, a cluster policy; {@code other}, of another pod's label. WHAT: {@code allow}s or
 * {@code deny}s what is asked; {@code both}; {@code empty} has no entry; {@code elsewhere} allows
 * another address; {@code old} is a policy that allows it and has expired; {@code oldEntry} has an
 * entry that expired; {@code oldDeny} is an expired policy that denies it.
 */
class DecisionTableTest {

  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
  private static final Place PLACE = Place.file("table");
  private static final Workload POD = new Workload("shop", Map.of("app", "cart"));
  private static final Ask ASK =
      Ask.to(
          new Host.Address(Objects.requireNonNull(IpAddress.parse("198.51.100.7"))),
          443,
          Protocol.TCP);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # policies                               | verdict | reason           | mode    | note
                                                   | ALLOW   | NO_POLICY        |         |
          other Enforce empty                      | ALLOW   | NO_POLICY        |         |

          # one policy, each mode: the verdict is the same, what comes of it is not
          ns Enforce allow                         | ALLOW   | ALLOWED_BY_ENTRY | ENFORCE |
          ns Audit allow                           | ALLOW   | ALLOWED_BY_ENTRY | AUDIT   |
          ns Learn allow                           | ALLOW   | ALLOWED_BY_ENTRY | LEARN   |
          ns Enforce empty                         | DENY    | NOT_ALLOWED      | ENFORCE |
          ns Audit empty                           | DENY    | NOT_ALLOWED      | AUDIT   |
          ns Learn empty                           | DENY    | NOT_ALLOWED      | LEARN   |
          ns Enforce elsewhere                     | DENY    | NOT_ALLOWED      | ENFORCE |
          ns Enforce deny                          | DENY    | DENIED_BY_ENTRY  | ENFORCE |
          ns Enforce both                          | DENY    | DENIED_BY_ENTRY  | ENFORCE |

          # union of allows, denies first
          ns Enforce empty + ns Enforce allow      | ALLOW   | ALLOWED_BY_ENTRY | ENFORCE |
          ns Enforce allow + ns Enforce deny       | DENY    | DENIED_BY_ENTRY  | ENFORCE |
          ns Enforce deny + ns Enforce allow       | DENY    | DENIED_BY_ENTRY  | ENFORCE |
          ns Enforce elsewhere + ns Enforce empty  | DENY    | NOT_ALLOWED      | ENFORCE |
          ns Enforce empty + other Enforce allow   | DENY    | NOT_ALLOWED      | ENFORCE |

          # the strictest mode governs; laxer policies are told of only
          ns Enforce empty + ns Audit allow        | DENY    | NOT_ALLOWED      | ENFORCE | allow
          ns Enforce empty + ns Learn allow        | DENY    | NOT_ALLOWED      | ENFORCE | allow
          ns Audit empty + ns Learn allow          | DENY    | NOT_ALLOWED      | AUDIT   | allow
          ns Enforce allow + ns Audit deny         | ALLOW   | ALLOWED_BY_ENTRY | ENFORCE | deny
          ns Enforce allow + ns Audit empty        | ALLOW   | ALLOWED_BY_ENTRY | ENFORCE |
          ns Audit allow + ns Learn deny           | ALLOW   | ALLOWED_BY_ENTRY | AUDIT   | deny
          ns Enforce deny + ns Audit allow         | DENY    | DENIED_BY_ENTRY  | ENFORCE |
          ns Audit empty + cl Learn deny           | DENY    | NOT_ALLOWED      | AUDIT   |

          # expiry takes the allows, not the selection and not the denies
          ns Enforce old                           | DENY    | EXPIRED          | ENFORCE |
          ns Enforce oldEntry                      | DENY    | EXPIRED          | ENFORCE |
          ns Enforce oldDeny                       | DENY    | DENIED_BY_ENTRY  | ENFORCE |
          ns Enforce old + ns Enforce allow        | ALLOW   | ALLOWED_BY_ENTRY | ENFORCE |
          ns Enforce oldDeny + ns Enforce allow    | DENY    | DENIED_BY_ENTRY  | ENFORCE |
          ns Enforce old + ns Audit allow          | DENY    | EXPIRED          | ENFORCE | allow
          ns Audit old                             | DENY    | EXPIRED          | AUDIT   |

          # a cluster policy is a ceiling: it allows nothing the namespace does not
          cl Enforce allow                         | ALLOW   | ALLOWED_BY_ENTRY | ENFORCE |
          cl Enforce empty                         | DENY    | OUTSIDE_CEILING  | ENFORCE |
          cl Enforce deny                          | DENY    | DENIED_BY_ENTRY  | ENFORCE |
          cl Enforce old                           | DENY    | OUTSIDE_CEILING  | ENFORCE |
          cl Enforce oldDeny                       | DENY    | DENIED_BY_ENTRY  | ENFORCE |
          cl Enforce allow + cl Enforce allow      | ALLOW   | ALLOWED_BY_ENTRY | ENFORCE |
          cl Enforce allow + cl Enforce empty      | DENY    | OUTSIDE_CEILING  | ENFORCE |
          ns Enforce allow + cl Enforce allow      | ALLOW   | ALLOWED_BY_ENTRY | ENFORCE |
          ns Enforce allow + cl Enforce empty      | DENY    | OUTSIDE_CEILING  | ENFORCE |
          ns Enforce allow + cl Enforce elsewhere  | DENY    | OUTSIDE_CEILING  | ENFORCE |
          ns Enforce allow + cl Enforce old        | DENY    | OUTSIDE_CEILING  | ENFORCE |
          ns Enforce allow + cl Enforce both       | DENY    | DENIED_BY_ENTRY  | ENFORCE |
          ns Enforce empty + cl Enforce allow      | DENY    | NOT_ALLOWED      | ENFORCE |
          ns Enforce old + cl Enforce allow        | DENY    | EXPIRED          | ENFORCE |
          ns Enforce empty + cl Enforce empty      | DENY    | NOT_ALLOWED      | ENFORCE |

          # modes across both kinds: a policy that does not count is as if it were not there
          ns Enforce allow + cl Audit empty        | ALLOW   | ALLOWED_BY_ENTRY | ENFORCE | deny
          ns Enforce allow + cl Audit deny         | ALLOW   | ALLOWED_BY_ENTRY | ENFORCE | deny
          ns Enforce empty + cl Audit allow        | DENY    | NOT_ALLOWED      | ENFORCE |
          ns Audit empty + cl Enforce allow        | ALLOW   | ALLOWED_BY_ENTRY | ENFORCE | deny
          ns Audit allow + cl Enforce empty        | DENY    | OUTSIDE_CEILING  | ENFORCE |
          ns Audit allow + cl Audit empty          | DENY    | OUTSIDE_CEILING  | AUDIT   |
          ns Learn empty + cl Audit allow          | ALLOW   | ALLOWED_BY_ENTRY | AUDIT   | deny
          """)
  void joined(
      @Nullable String policies,
      Verdict verdict,
      Reason reason,
      @Nullable Mode mode,
      @Nullable String note) {
    Decision decision = set(policies).select(POD).decide(ASK, NOW);
    assertThat(decision.verdict()).isEqualTo(verdict);
    assertThat(decision.reason()).isEqualTo(reason);
    assertThat(decision.mode()).isEqualTo(mode);
    assertThat(decision.passes()).isEqualTo(verdict == Verdict.ALLOW || mode != Mode.ENFORCE);
    if (note == null) {
      assertThat(decision.notes()).isEmpty();
    } else {
      assertThat(decision.notes()).singleElement().asString().contains("counted too: " + note);
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "127.255.255.254", "::1"})
  void loopbackIsNeverRefused(String address) {
    Ask ask = Ask.to(new Host.Address(address(address)), 80, Protocol.TCP);
    Decision decision = set("ns Enforce deny + cl Enforce empty").select(POD).decide(ask, NOW);
    assertThat(decision.reason()).isEqualTo(Reason.LOOPBACK);
    assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void expiryIsTheFirstMomentWithoutTheAllow() {
    WorkloadPolicy policy = set("ns Enforce old").select(POD);
    assertThat(policy.decide(ASK, NOW.minusNanos(1)).verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(policy.decide(ASK, NOW).verdict()).isEqualTo(Verdict.DENY);
  }

  @ParameterizedTest
  @CsvSource({
    "shop,app=cart,true",
    "shop,app=cart;tier=web,true",
    "shop,app=other,false",
    "shop,tier=web,false",
    "other,app=cart,false"
  })
  void aNamespacedPolicySelectsInItsNamespace(String namespace, String labels, boolean selects) {
    Policy policy = policy("ns Enforce empty", 0);
    Map<String, String> given = labels(labels);
    assertThat(policy.selects(new Workload(namespace, given))).isEqualTo(selects);
  }

  @Test
  void aClusterPolicySelectsByTheLabelsOfNamespaces() {
    Policy policy =
        new Policy(
            new PolicyId(PolicyKind.CLUSTER, null, "c"),
            PLACE,
            LabelSelector.EVERYTHING,
            new LabelSelector(Map.of(Workload.NAMESPACE_NAME, "shop")),
            Mode.ENFORCE,
            List.of(),
            List.of(),
            null);
    assertThat(policy.selects(POD)).isTrue();
    assertThat(policy.selects(new Workload("other", POD.labels()))).isFalse();
    // A namespace cannot pretend to be another one.
    Workload liar = new Workload("other", POD.labels(), Map.of(Workload.NAMESPACE_NAME, "shop"));
    assertThat(policy.selects(liar)).isFalse();
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    for (String each : text.split(";", -1)) {
      String[] parts = each.split("=", 2);
      labels.put(parts[0], parts[1]);
    }
    return labels;
  }

  private static PolicySet set(@Nullable String policies) {
    List<Policy> all = new ArrayList<>();
    if (policies != null) {
      for (String each : policies.split(" \\+ ", -1)) {
        all.add(policy(each.strip(), all.size()));
      }
    }
    return new PolicySet(all);
  }

  private static Policy policy(String text, int index) {
    String[] words = text.split(" ", -1);
    boolean cluster = words[0].equals("cl");
    String what = words[2];
    List<AllowEntry> allow = new ArrayList<>();
    List<DenyEntry> deny = new ArrayList<>();
    switch (what) {
      case "allow", "old" -> allow.add(allow("198.51.100.0/24", null));
      case "elsewhere" -> allow.add(allow("192.0.2.0/24", null));
      case "oldEntry" -> allow.add(allow("198.51.100.0/24", NOW));
      case "both" -> {
        allow.add(allow("198.51.100.0/24", null));
        deny.add(deny());
      }
      case "deny", "oldDeny" -> deny.add(deny());
      case "empty" -> {}
      default -> throw new IllegalArgumentException(text);
    }
    return new Policy(
        new PolicyId(
            cluster ? PolicyKind.CLUSTER : PolicyKind.NAMESPACED,
            cluster ? null : "shop",
            "p" + index),
        PLACE,
        new LabelSelector(Map.of("app", words[0].equals("other") ? "other" : "cart")),
        LabelSelector.EVERYTHING,
        Mode.valueOf(words[1].toUpperCase(Locale.ROOT)),
        allow,
        deny,
        what.equals("old") || what.equals("oldDeny") ? NOW : null);
  }

  private static AllowEntry allow(String block, @Nullable Instant until) {
    return new AllowEntry(
        "a",
        PLACE,
        List.of(new Target.Block(cidr(block), List.of())),
        Ports.ANY,
        ProcessCondition.ANY,
        false,
        false,
        until);
  }

  private static DenyEntry deny() {
    return new DenyEntry(
        "d", PLACE, List.of(new Target.Block(cidr("198.51.100.0/29"), List.of())), Ports.ANY);
  }

  private static Cidr cidr(String text) {
    return Objects.requireNonNull(Cidr.parse(text));
  }

  private static IpAddress address(String text) {
    return Objects.requireNonNull(IpAddress.parse(text));
  }
}
