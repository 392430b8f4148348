package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Cidr;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.policy.Mode;
import dev.postern.policy.Protocol;
import dev.postern.policy.image.Allowance;
import dev.postern.policy.image.Destination;
import dev.postern.policy.image.PolicyImage;
import dev.postern.policy.image.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A policy in the kernel, asked by real calls on addresses that are this namespace's own. */
final class EnforceIT extends ObservedTest {

  private static final String TRY =
      """
      import socket, sys
      kind = {'tcp': socket.SOCK_STREAM, 'udp': socket.SOCK_DGRAM}
      for ask in sys.argv[1:]:
          how, host, port = ask.split(',')
          family = socket.AF_INET6 if ':' in host else socket.AF_INET
          s = socket.socket(family, kind[how[:3]])
          try:
              if how == 'udpto': s.sendto(b'x', (host, int(port)))
              else: s.connect((host, int(port)))
              if how == 'udp': s.send(b'x')
              print('passed')
          except OSError as e: print(e.errno)
      """;

  /** Says how many attempts it made, how many allowed ones failed and forbidden ones passed. */
  private static final String ASK_UNTIL_TOLD =
      """
      import select, socket, sys
      print('asking', flush=True)
      n = failed = passed = 0
      while not select.select([sys.stdin], [], [], 0)[0]:
          for host, port, allowed in (('192.0.2.1', 53, 1), ('198.51.100.7', 53, 0)):
              with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
                  refused = s.connect_ex((host, port))
                  n += 1; failed += bool(allowed and refused); passed += bool(not allowed and not refused)
      print(n, failed, passed, flush=True)
      """;

  private static final int REFUSED = 111;

  private static final int SWAPS = 100;

  @AutoClose Network network;

  @BeforeEach
  void makeNetwork() {
    network =
        Network.create(
            """
            ip address add 192.0.2.1/32 dev lo
            ip address add 198.51.100.7/32 dev lo
            ip address add 2001:db8::1/128 dev lo nodad
            """);
  }

  private List<String> attempt(String... asks) {
    return scope.start(network.entering(Program.python(TRY, (Object[]) asks))).end();
  }

  private static Cidr cidr(String text) {
    return Objects.requireNonNull(Cidr.parse(text));
  }

  private static PolicyImage image(Mode mode, List<Subject> subjects, Allowance... allowances) {
    return new PolicyImage(
        mode,
        List.of(
            new Destination(cidr("192.0.2.0/24"), 1), new Destination(cidr("2001:db8::/32"), 2)),
        List.of(allowances),
        subjects);
  }

  @Test
  void onlyWhatIsAllowedPasses() {
    seen.enforce(
        image(
            Mode.ENFORCE,
            List.of(),
            new Allowance(1, 0, Protocol.UDP, 53, 16, Allowance.FOR_EVER),
            new Allowance(2, 0, Protocol.UDP, 0, 0, Allowance.FOR_EVER)));
    assertThat(
            attempt(
                "udp,192.0.2.1,53",
                "udpto,192.0.2.1,53",
                "udp,192.0.2.1,54",
                "udpto,192.0.2.1,54",
                "udp,198.51.100.7,53",
                "tcp,192.0.2.1,53",
                "udp,2001:db8::1,9999",
                "tcp,2001:db8::1,9999",
                "udp,127.0.0.1,9999"))
        .containsExactly("passed", "passed", "111", "111", "111", "111", "passed", "111", "passed");
    List<Event> blocked = seen.events(EventType.CONNECTION_BLOCKED);
    assertThat(blocked).hasSize(5).allMatch(event -> event.result() == -REFUSED);
    assertThat(blocked).allMatch(event -> owner(event).name().equals("python3"));
  }

  @Test
  void underAuditEverythingPassesAndWhatWouldNotIsTold() {
    seen.enforce(image(Mode.AUDIT, List.of()));
    assertThat(attempt("udp,192.0.2.1,53", "udpto,198.51.100.7,53"))
        .containsExactly("passed", "passed");
    assertThat(seen.events(EventType.CONNECTION_BLOCKED))
        .hasSize(2)
        .allMatch(event -> event.result() == 0)
        .allMatch(event -> !Objects.requireNonNull(event.refusal()).enforced());
    assertThat(seen.events(EventType.CONNECT)).hasSize(1);
  }

  @Test
  void withoutAPolicyNothingIsTold() {
    seen.enforce(new PolicyImage(null, List.of(), List.of(), List.of()));
    assertThat(attempt("udp,192.0.2.1,53", "udpto,198.51.100.7,53"))
        .containsExactly("passed", "passed");
    assertThat(seen.events(EventType.CONNECTION_BLOCKED)).isEmpty();
  }

  @Test
  void anAllowanceEnds() {
    long now = Instant.now().getEpochSecond();
    seen.enforce(
        image(
            Mode.ENFORCE,
            List.of(),
            new Allowance(1, 0, Protocol.UDP, 53, 16, now - 1),
            new Allowance(1, 0, Protocol.UDP, 54, 16, now + 3600)));
    assertThat(attempt("udp,192.0.2.1,53", "udp,192.0.2.1,54")).containsExactly("111", "passed");
  }

  /** Ports 32 to 47 but 40 to 43: the longer prefix counts. */
  @Test
  void portsArePrefixes() {
    seen.enforce(
        image(
            Mode.ENFORCE,
            List.of(),
            new Allowance(1, 0, Protocol.UDP, 32, 12, Allowance.FOR_EVER),
            new Allowance(1, 0, Protocol.UDP, 40, 14, 1)));
    assertThat(
            attempt(
                "udp,192.0.2.1,31",
                "udp,192.0.2.1,32",
                "udp,192.0.2.1,41",
                "udp,192.0.2.1,47",
                "udp,192.0.2.1,48"))
        .containsExactly("111", "passed", "111", "passed", "111");
  }

  @Test
  void anEntryMayBeForSomeProgramsOnly() throws IOException {
    String python = Path.of("/usr/bin/python3").toRealPath().toString();
    Allowance forFirst = new Allowance(1, 1, Protocol.UDP, 53, 16, Allowance.FOR_EVER);
    seen.enforce(image(Mode.ENFORCE, List.of(new Subject(python, false)), forFirst));
    assertThat(attempt("udp,192.0.2.1,53")).containsExactly("passed");
    seen.enforce(image(Mode.ENFORCE, List.of(new Subject(python, true)), forFirst));
    assertThat(attempt("udp,192.0.2.1,53")).containsExactly("111");
    seen.enforce(image(Mode.ENFORCE, List.of(new Subject("/usr/bin/java", false)), forFirst));
    assertThat(attempt("udp,192.0.2.1,53")).containsExactly("111");
  }

  /**
   * Two policies take turns while a program asks for what both allow and for what neither does: no
   * moment belongs to neither of them.
   */
  @Test
  void noVerdictIsBetweenTwoPolicies() {
    Allowance always = new Allowance(1, 0, Protocol.UDP, 53, 16, Allowance.FOR_EVER);
    PolicyImage small = image(Mode.ENFORCE, List.of(), always);
    List<Allowance> more = new ArrayList<>(List.of(always));
    for (int port = 1000; port < 1100; port++) {
      more.add(new Allowance(2, 0, Protocol.UDP, port, 16, Allowance.FOR_EVER));
    }
    PolicyImage large = image(Mode.ENFORCE, List.of(), more.toArray(Allowance[]::new));
    seen.enforce(small);
    Program asking = scope.start(network.entering(Program.python(ASK_UNTIL_TOLD)));
    asking.line();
    for (int i = 0; i < SWAPS; i++) {
      seen.enforce(i % 2 == 0 ? large : small);
    }
    asking.go();
    List<Integer> said = numbers(asking.line());
    asking.end();
    assertThat(said.get(0)).as("attempts").isGreaterThan(SWAPS);
    assertThat(said.get(1)).as("refused though allowed").isZero();
    assertThat(said.get(2)).as("passed though forbidden").isZero();
  }
}
