package dev.postern.sidecar;

import static dev.postern.sidecar.NamedPod.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.kernel.Program;
import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import dev.postern.run.PosternProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a name that a policy allows leads to is allowed, and for how long. */
@LabTest
final class NamesIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PASSED = "0";
  private static final String REFUSED = "111";
  private static final String NO_SUCH_NAME = "code 3";

  @TempDir Path folder;
  @AutoClose NamedPod pod;

  @BeforeEach
  void make() throws IOException {
    pod = new NamedPod(folder);
  }

  private static void kill(PosternProcess sidecar) {
    sidecar.signal("KILL");
    Await.until("its death", LIMIT, () -> !sidecar.handle().isAlive());
  }

  @Test
  void onlyWhereAnAllowedNameLeadsIsAllowed() throws IOException {
    Program client = pod.client(pod.scope());
    try (PosternProcess sidecar = pod.watching("--metrics", "127.0.0.1:9464")) {
      assertThat(ask(client, "once 192.0.2.80")).as("before anybody asked").isEqualTo(REFUSED);
      assertThat(ask(client, "resolve web.example")).isEqualTo("192.0.2.80");
      assertThat(ask(client, "once 192.0.2.80")).isEqualTo(PASSED);
      assertThat(ask(client, "once 192.0.2.81")).isEqualTo(REFUSED);
      assertThat(ask(client, "resolve evil.example")).isEqualTo(NO_SUCH_NAME);
      assertThat(ask(client, "resolve x.web.example")).isEqualTo(NO_SUCH_NAME);
      assertThat(ask(client, "resolve cart.shop.svc.cluster.local")).isEqualTo("10.96.0.40");
      assertThat(ask(client, "once 10.96.0.40")).as("no route").isEqualTo("101");
      assertThat(ask(client, "once 10.96.0.41")).isEqualTo(REFUSED);
      assertThat(pod.asked()).containsExactly("web.example", "cart.shop.svc.cluster.local");
      Await.until(
          "alerts",
          LIMIT,
          () ->
              sidecar.output().contains("evil.example (deny: the name is in no policy)")
                  && sidecar.output().contains("connection_blocked 192.0.2.81 <NA> (deny"));
      assertThat(pod.metrics())
          .contains("postern_dns_queries_total{outcome=\"answered\"} 2.0")
          .contains("postern_dns_queries_total{outcome=\"refused\"} 2.0")
          .contains("postern_dns_query_duration_seconds_count 2")
          .contains("postern_dns_names 2.0");
    }
  }

  @Test
  void aNameOpensNothingThatIsHereOrPrivate() throws IOException {
    Program client = pod.client(pod.scope());
    try (PosternProcess sidecar = pod.watching()) {
      assertThat(ask(client, "resolve meta.example")).isEqualTo(NO_SUCH_NAME);
      assertThat(ask(client, "resolve both.example")).isEqualTo(NO_SUCH_NAME);
      assertThat(ask(client, "once 192.0.2.81")).isEqualTo(REFUSED);
      assertThat(ask(client, "once 169.254.169.254")).isEqualTo(REFUSED);
      assertThat(ask(client, "resolve other.example")).isEqualTo("192.0.2.81");
      assertThat(ask(client, "resolve db.example")).isEqualTo(NO_SUCH_NAME);
      assertThat(ask(client, "once 10.1.1.1")).isEqualTo(REFUSED);
      pod.replaceInPolicy(
          "[{fqdn: db.example}]", "[{fqdn: db.example}]\n    privateAddresses: allow");
      sidecar.awaitErrors("policy reloaded");
      assertThat(ask(client, "resolve db.example")).isEqualTo("10.1.1.1");
      assertThat(ask(client, "once 10.1.1.1")).as("no route").isEqualTo("101");
      assertThat(ask(client, "once 192.0.2.81")).as("known before").isEqualTo(PASSED);
    }
  }

  /** As C libraries do to sort a name's addresses: that must not fail, and sends nothing. */
  @Test
  void aDatagramSocketIsConnectedToWhereANameLeadsAndSendsNothing() {
    Program client = pod.client(pod.scope());
    try (PosternProcess sidecar = pod.watching()) {
      assertThat(ask(client, "trial 192.0.2.80")).isEqualTo("111");
      assertThat(ask(client, "resolve web.example")).isEqualTo("192.0.2.80");
      assertThat(ask(client, "trial 192.0.2.80")).isEqualTo("0");
      assertThat(ask(client, "datagram 192.0.2.80")).as("EPERM").isEqualTo("error 1");
      assertThat(ask(client, "trial 192.0.2.82")).as("no name leads there").isEqualTo("111");
      Await.until("an alert", LIMIT, () -> sidecar.output().contains("blocked 192.0.2.82"));
      assertThat(sidecar.output().lines())
          .filteredOn(line -> line.contains("connection_blocked 192.0.2.80 web.example (deny"))
          .as("the datagram")
          .hasSize(1);
    }
  }

  @Test
  void aKilledSidecarsNamesStayAndNoneComes() throws IOException {
    Program client = pod.client(pod.scope());
    try (PosternProcess first = pod.watching()) {
      assertThat(ask(client, "resolve web.example")).isEqualTo("192.0.2.80");
      kill(first);
    }
    assertThat(ask(client, "once 192.0.2.80")).isEqualTo(PASSED);
    assertThat(ask(client, "resolve other.example")).as("nobody there").isEqualTo("error 111");
    assertThat(ask(client, "once 192.0.2.81")).isEqualTo(REFUSED);
    try (PosternProcess second = pod.watching()) {
      assertThat(ask(client, "once 192.0.2.80")).as("asked of the first").isEqualTo(PASSED);
      assertThat(ask(client, "resolve other.example")).isEqualTo("192.0.2.81");
      assertThat(ask(client, "once 192.0.2.81")).isEqualTo(PASSED);
      assertThat(second.output()).doesNotContain("192.0.2.80");
    }
  }

  @Test
  void aNameIsLetGoWithItsTimeUnlessAConnectionIsOpen() {
    Program client = pod.client(pod.scope());
    try (PosternProcess sidecar = pod.watching("--dns-keep-seconds", "1")) {
      assertThat(ask(client, "resolve web.example")).isEqualTo("192.0.2.80");
      assertThat(ask(client, "connect 192.0.2.80")).isEqualTo(PASSED);
      assertThat(ask(client, "resolve other.example")).isEqualTo("192.0.2.81");
      assertThat(ask(client, "once 192.0.2.81")).isEqualTo(PASSED);
      Await.holds(LIMIT, () -> ask(client, "once 192.0.2.81").equals(REFUSED));
      assertThat(ask(client, "once 192.0.2.80")).as("in use").isEqualTo(PASSED);
      ask(client, "drop 192.0.2.80");
      Await.holds(LIMIT, () -> ask(client, "once 192.0.2.80").equals(REFUSED));
      assertThat(ask(client, "resolve web.example")).isEqualTo("192.0.2.80");
      assertThat(ask(client, "once 192.0.2.80")).as("asked anew").isEqualTo(PASSED);
      assertThat(sidecar.errors()).doesNotContain("cannot be");
    }
  }

  /** As in a pod: nothing allows the resolver, which is the sidecar's to ask. */
  @Test
  void inItsOwnCgroupTheSidecarAsksForOthers() throws IOException {
    WatchedScope own = pod.scope().child("sidecar");
    Program client = pod.client(pod.scope().child("app"));
    try (PosternProcess sidecar = pod.startIn(own)) {
      sidecar.awaitErrors("postern: watching ");
      assertThat(ask(client, "resolve web.example")).isEqualTo("192.0.2.80");
      assertThat(ask(client, "once 192.0.2.80")).isEqualTo(PASSED);
      assertThat(ask(client, "resolve evil.example")).isEqualTo(NO_SUCH_NAME);
      assertThat(pod.asked()).containsExactly("web.example");
      Await.until("an alert", LIMIT, () -> sidecar.output().contains("evil.example"));
      assertThat(sidecar.output()).as("its own questions").doesNotContain("192.0.2.53 <NA>");
    }
  }

  @Test
  void amongWhatItWatchesItCannotAskForOthers() {
    try (PosternProcess sidecar = pod.startIn(pod.scope())) {
      assertThat(sidecar.await().status()).isOne();
      assertThat(sidecar.errors())
          .contains("the policy names hosts, and this process runs among what it watches");
    }
  }

  @Test
  void whatAuditHasHeardEnforceKnows() throws IOException {
    Program client = pod.client(pod.scope());
    pod.replaceInPolicy("mode: Enforce", "mode: Audit");
    try (PosternProcess sidecar = pod.watching()) {
      assertThat(ask(client, "resolve web.example")).isEqualTo("192.0.2.80");
      assertThat(ask(client, "once 192.0.2.80")).isEqualTo(PASSED);
      assertThat(ask(client, "once 192.0.2.81")).isEqualTo(PASSED);
      Await.until("an alert", LIMIT, () -> sidecar.output().contains("(would-deny"));
      assertThat(sidecar.output())
          .contains("connection_blocked 192.0.2.81")
          .doesNotContain("192.0.2.80")
          .doesNotContain("connection_blocked 192.0.2.53");
      pod.replaceInPolicy("mode: Audit", "mode: Enforce");
      sidecar.awaitErrors("policy reloaded");
      assertThat(ask(client, "once 192.0.2.80")).isEqualTo(PASSED);
      assertThat(ask(client, "once 192.0.2.81")).isEqualTo(REFUSED);
    }
  }
}
