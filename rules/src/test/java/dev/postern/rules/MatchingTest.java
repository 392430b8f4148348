package dev.postern.rules;

import static dev.postern.rules.EventBuilder.accept;
import static dev.postern.rules.EventBuilder.connect;
import static dev.postern.rules.EventBuilder.execve;
import static dev.postern.rules.EventBuilder.listen;
import static dev.postern.rules.EventBuilder.send;
import static dev.postern.rules.Loading.matches;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import dev.postern.event.Transport;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions against events: operators, fields, absent values, either end. */
class MatchingTest {

  private static final Map<String, Event> EVENTS =
      Map.of(
          "connect", connect("93.184.216.34", 443).build(),
          "connect6", connect("2606:4700::1111", 443).local("2001:db8::5", 41000).build(),
          "unbound", connect("93.184.216.34", 443).unbound().build(),
          "send", send("8.8.8.8", 53).build(),
          "icmp", send("8.8.8.8", 0).transport(Transport.ICMP).build(),
          "listen", listen("0.0.0.0", 8080).build(),
          "accept", accept("10.0.0.9", 55000, "10.0.0.5", 8080).build(),
          "execve", execve().process("sshd").build(),
          "bare", connect("93.184.216.34", 443).noProcess().container("host").build(),
          "root", connect("93.184.216.34", 443).user(0).build());

  private static void check(String event, String condition, boolean expected) {
    Event subject = java.util.Objects.requireNonNull(EVENTS.get(event), event);
    assertThat(matches(condition, subject)).as(event + ": " + condition).isEqualTo(expected);
    // Whatever a check says, its negation says the opposite: also for absent fields.
    assertThat(matches("not (" + condition + ") and evt.type exists", subject))
        .as(event + ": not " + condition)
        .isEqualTo(!expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          proc.name = curl ~ true
          proc.name == curl ~ true
          proc.name = Curl ~ false
          proc.name != wget ~ true
          proc.name != curl ~ false
          proc.name < 5 ~ false
          proc.name >= 5 ~ true
          proc.name > 5 ~ true
          proc.name <= 5 ~ false
          proc.cmdline contains "-s http" ~ true
          proc.cmdline contains HTTP ~ false
          proc.cmdline icontains HTTP ~ true
          proc.name startswith cu ~ true
          proc.name startswith ur ~ false
          proc.name endswith rl ~ true
          proc.name endswith cu ~ false
          proc.exepath glob /usr/*/curl ~ true
          proc.exepath glob /usr/*l ~ true
          proc.exepath glob /usr ~ false
          proc.exepath glob "/usr/bin/c[a-z]?l" ~ true
          proc.exepath glob "/usr/bin/c[!a-z]rl" ~ false
          proc.exepath glob /USR/* ~ false
          proc.exepath iglob /USR/* ~ true
          proc.name regex "c[a-z]+l" ~ true
          proc.name regex "url" ~ false
          proc.name in (wget, curl) ~ true
          proc.name in (wget) ~ false
          proc.name in () ~ false
          proc.name intersects (wget, curl) ~ true
          proc.exepath pmatch (/opt, /usr) ~ true
          proc.exepath pmatch (/us) ~ false
          proc.exepath pmatch (/*/bin/) ~ true
          proc.exepath pmatch (/usr/bin/curl/x) ~ false
          proc.exepath exists ~ true
          fd.sport > 442 ~ true
          fd.sport >= 443 ~ true
          fd.sport < 443 ~ false
          fd.sport <= 443 ~ true
          fd.sport = +443 ~ true
          fd.sport = https ~ true
          fd.sport in (80, 443) ~ true
          fd.sport in (80, http) ~ false
          fd.sport != 443 ~ false
          net.connection.inbound = false ~ true
          net.connection.inbound != false ~ false
          net.connection.inbound in (true, false) ~ true
          net.connection.inbound = true ~ false
          """)
  void operators(String condition, boolean expected) {
    check("connect", condition, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          connect ~ evt.type = connect
          send ~ evt.type in (sendto, sendmsg)
          accept ~ evt.type = accept4
          connect ~ evt.res = EINPROGRESS
          connect ~ evt.rawres = -115
          send ~ evt.res = SUCCESS
          send ~ evt.rawres >= 0
          connect ~ evt.dir = <
          connect ~ not evt.dir = >
          connect ~ evt.time exists
          connect ~ fd.cip = 10.0.0.5 and fd.cport = 41000 and fd.sip = 93.184.216.34 and fd.sport = 443
          connect ~ fd.lip = 10.0.0.5 and fd.lport = 41000 and fd.rip = 93.184.216.34 and fd.rport = 443
          connect ~ fd.cnet = 10.0.0.0/8 and fd.snet = 93.0.0.0/8 and fd.lnet = 10.0.0.0/8
          connect ~ fd.rnet in (93.0.0.0/8, 1.1.1.1)
          accept ~ fd.cip = 10.0.0.9 and fd.cport = 55000 and fd.sip = 10.0.0.5 and fd.sport = 8080
          accept ~ fd.rip = 10.0.0.9 and fd.rport = 55000 and fd.lip = 10.0.0.5 and fd.lport = 8080
          listen ~ fd.sip = 0.0.0.0 and fd.sport = 8080 and fd.lip = 0.0.0.0 and fd.lport = 8080
          listen ~ not fd.cip exists and not fd.rip exists and not fd.cport exists and not fd.rport exists
          unbound ~ not fd.cip exists and not fd.lip exists and fd.sip exists and fd.rip exists
          connect ~ fd.l4proto = tcp
          send ~ fd.l4proto = udp
          icmp ~ fd.l4proto = icmp
          connect ~ fd.typechar = 4 and fd.type = ipv4
          connect6 ~ fd.typechar = 6 and fd.type = ipv6
          unbound ~ fd.typechar = 4
          listen ~ fd.typechar = 4
          connect ~ fd.name = "10.0.0.5:41000->93.184.216.34:443"
          accept ~ fd.name = "10.0.0.9:55000->10.0.0.5:8080"
          unbound ~ fd.name = "->93.184.216.34:443"
          listen ~ fd.name = 0.0.0.0:8080
          connect ~ proc.exe = curl and proc.args = "-s http://x" and proc.cmdline = "curl -s http://x"
          connect ~ proc.pid = 42 and proc.ppid = 7 and proc.pname = sh and thread.tid = 43
          connect ~ proc.aname[0] = curl and proc.aname[1] = sh and proc.aname[2] = init
          connect ~ not proc.aname[3] exists and proc.apid[2] = 1
          connect ~ user.uid = 1000 and user.name = 1000 and group.gid = 100
          root ~ user.name = root and user.uid = 0
          bare ~ not user.name exists and not user.uid exists and not thread.tid exists
          connect ~ container.id = 3ad7b26ded6d and container.name = app
          connect ~ container.image = registry/app:1.2 and container.image.repository = registry/app
          connect ~ container.image.tag = 1.2 and k8s.ns.name = shop and k8s.pod.name = cart-5d9
          bare ~ not container.image exists and not container.image.tag exists and not k8s.ns.name exists
          connect ~ net.source.ip = 10.0.0.5 and net.source.port = 41000
          connect ~ net.destination.ip = 93.184.216.34 and net.destination.port = 443 and net.port = 443
          accept ~ net.source.ip = 10.0.0.9 and net.source.port = 55000 and net.connection.inbound = true
          accept ~ net.destination.ip = 10.0.0.5 and net.destination.port = 8080 and net.port = 8080
          listen ~ net.connection.inbound = true and net.port = 8080 and not net.source.ip exists
          send ~ net.connection.inbound = false and net.protocol = UDP and net.connection.protocol = udp
          execve ~ not net.connection.inbound exists and not net.port exists and not net.protocol exists
          execve ~ not fd.ip exists and not fd.port exists and not fd.name exists and not fd.typechar exists
          """)
  void fields(String event, String condition) {
    check(event, condition, true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          execve ~ fd.sip = 1.2.3.4
          execve ~ fd.sip != 1.2.3.4
          execve ~ fd.sport != 53
          execve ~ fd.sport < 53
          execve ~ fd.l4proto != tcp
          execve ~ net.connection.inbound = false
          execve ~ net.connection.inbound = true
          execve ~ net.connection.inbound != true
          execve ~ fd.ip != 1.2.3.4
          execve ~ fd.port != 1
          listen ~ fd.rip != 1.2.3.4
          bare ~ proc.name != nginx
          bare ~ proc.name in (nginx)
          bare ~ proc.pid > 0
          bare ~ container.image.repository != x
          """)
  void anAbsentFieldFailsEveryComparison(String event, String condition) {
    check(event, condition, false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          connect ~ fd.ip = 10.0.0.5 ~ true
          connect ~ fd.ip = 93.184.216.34 ~ true
          connect ~ fd.ip = 1.2.3.4 ~ false
          connect ~ fd.ip in (1.2.3.4, 10.0.0.5) ~ true
          connect ~ fd.ip != 1.2.3.4 ~ true
          connect ~ fd.ip != 10.0.0.5 ~ false
          connect ~ fd.ip != 93.184.216.34 ~ false
          connect ~ fd.net = 93.0.0.0/8 ~ true
          connect ~ fd.net != 10.0.0.0/8 ~ false
          connect ~ fd.net != 11.0.0.0/8 ~ true
          connect ~ fd.port = 443 ~ true
          connect ~ fd.port = 41000 ~ true
          connect ~ fd.port != 443 ~ false
          connect ~ fd.port != 80 ~ true
          connect ~ fd.port < 1000 ~ true
          connect ~ fd.port > 40000 ~ true
          connect ~ fd.port > 50000 ~ false
          listen ~ fd.ip = 0.0.0.0 ~ true
          listen ~ fd.ip != 1.2.3.4 ~ true
          listen ~ fd.ip exists ~ true
          unbound ~ fd.port != 80 ~ true
          connect ~ fd.sip = "93.184.216.34" ~ true
          connect ~ fd.sip = ::ffff:93.184.216.34 ~ true
          connect ~ fd.sip = 2606:4700::1111 ~ false
          connect ~ fd.sip != 2606:4700::1111 ~ true
          connect6 ~ fd.sip = 2606:4700:0:0::1111 ~ true
          connect6 ~ fd.sip != 93.184.216.34 ~ true
          connect6 ~ fd.sip in (0.0.0.0/0) ~ false
          connect6 ~ fd.sip in ("::/0") ~ true
          connect ~ fd.sip in ("::/0") ~ false
          connect ~ fd.sip in (93.184.0.0/16, 1.1.1.1) ~ true
          connect ~ fd.sip = 93.184.0.0/16 ~ true
          """)
  void addressesAndEitherEnd(String event, String condition, boolean expected) {
    check(event, condition, expected);
  }
}
