package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was called allowed on trial is allowed when it counts, for whoever keeps addresses too. */
@LabTest
class RunNamedReplayIT {

  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final int CONNECTIONS = 20;

  /** curl's, for a connection that was refused. */
  private static final int NOT_CONNECTED = 7;

  /**
   * Of streams: to sort a name's addresses, getaddrinfo() connects a datagram socket to each, which
   * no entry for TCP allows.
   */
  private static final Pattern VERDICT =
      Pattern.compile("dest_ip=\\S+ dest_port=\\d+ proto=tcp verdict=\\S+");

  /** An upstream's name is looked up once, at the start, and each request is a new connection. */
  private static final String NGINX =
      """
      daemon off;
      master_process off;
      pid nginx.pid;
      error_log stderr;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        server {
          listen 127.0.0.1:8081;
          location / { proxy_pass http://web.shop.example:8080; }
        }
      }
      """;

  /** A program that looks {@code web.shop.example} up once, and then connects and connects. */
  private enum Keeper {
    JAVA("\"$JAVA\" Keep.java web.shop.example"),
    PYTHON("/usr/bin/python3 -SE keep.py web.shop.example"),
    /** Through it, because it does nothing by itself. */
    NGINX(
        """
        nginx -p . -c nginx.conf &
        until curl -sf http://127.0.0.1:8081/ >/dev/null; do sleep 0.02; done
        while sleep 0.02; do
          if curl -sSf -m 20 http://127.0.0.1:8081/ >/dev/null; then echo connected; else echo failed; fi
        done\
        """);

    private static final String PATH = "PATH=$PATH:/usr/sbin\n";

    private final String script;

    Keeper(String script) {
      this.script = script;
    }

    ScopeShell.Task start(ScopeShell scope) {
      assumeTrue(
          this != NGINX || scope.run(PATH + "command -v nginx").status() == 0,
          "there is no nginx here");
      return scope.start(PATH + script);
    }
  }

  @TempDir Path folder;
  private NamedNetwork network;

  @BeforeEach
  void write() throws IOException {
    network =
        NamedNetwork.in(
            folder,
            "Audit",
            List.of(
                "web.shop.example A 192.0.2.80",
                "web.shop.example AAAA 2001:db8::80",
                "never.shop.example A 192.0.2.81",
                "web.other.example A 192.0.2.90"));
  }

  @ParameterizedTest
  @EnumSource
  void whoKeepsAnAddressGoesOnWhenTheTrialEnds(Keeper keeper) throws IOException {
    network.bring("Keep.java");
    network.bring("keep.py");
    Files.writeString(folder.resolve("nginx.conf"), NGINX);
    try (ScopeShell scope = ScopeShell.start(network, "--reload-seconds", "1")) {
      ScopeShell.Task program = keeper.start(scope);
      awaitConnections(program, 1);
      network.govern("Enforce");
      scope.postern().awaitErrors("postern: policy reloaded: enforce");
      awaitConnections(program, CONNECTIONS);
      assertThat(program.output().lines()).containsOnly("connected");
      assertThat(verdicts(scope)).isEmpty();

      assertThat(scope.run("curl -sS -m 20 http://192.0.2.81:8080/").status())
          .as("what nobody looked up is refused")
          .isEqualTo(NOT_CONNECTED);
      scope.postern().awaitErrors("verdict=deny");
    }
  }

  /** Waits until it has connected so many times more. */
  private static void awaitConnections(ScopeShell.Task program, int more) {
    long wanted = program.output().lines().count() + more;
    Await.until("a connection", LIMIT, () -> program.output().lines().count() >= wanted);
  }

  /** Where somebody went whom the policy does not let, in the order of their alerts. */
  private static List<String> verdicts(ScopeShell scope) {
    return VERDICT.matcher(scope.postern().errors()).results().map(MatchResult::group).toList();
  }

  @Test
  void onTrialNothingIsToldOfWhatNamesAllow() throws IOException {
    for (String file : NamedClient.FILES) {
      network.bring(file);
    }
    try (ScopeShell scope = ScopeShell.start(network)) {
      for (NamedClient client : NamedClient.values()) {
        if (client.isInstalled(scope)) {
          scope.run(client.script("web.shop.example")).orThrow();
        }
      }
      scope.run(NamedClient.CURL.script("web.other.example")).orThrow();
      // An answer of a resolver that is not the scope's is the program's word only.
      scope.run("dig @192.0.2.66 never.shop.example").orThrow();
      scope.run("curl -sS -m 20 http://192.0.2.81:8080/").orThrow();
      scope.postern().awaitErrors("dest_ip=192.0.2.81");
      assertThat(verdicts(scope))
          .containsExactly(
              "dest_ip=192.0.2.90 dest_port=8080 proto=tcp verdict=would-deny",
              "dest_ip=192.0.2.81 dest_port=8080 proto=tcp verdict=would-deny");
      assertThat(network.strayed()).containsExactly("192.0.2.66 udp never.shop.example A");
    }
  }
}
