package dev.postern.rules.field;

import static dev.postern.rules.EventBuilder.accept;
import static dev.postern.rules.EventBuilder.asks;
import static dev.postern.rules.EventBuilder.connect;
import static dev.postern.rules.EventBuilder.execve;
import static dev.postern.rules.EventBuilder.listen;
import static dev.postern.rules.EventBuilder.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.Naming;
import dev.postern.event.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each field is on real events of each type, and that it is absent where it means nothing. */
class FieldValuesTest {

  private static final Naming.Answered CART =
      new Naming.Answered("cart.shop.svc.cluster.local", 1_500_000_000L, "cart", "shop");

  private static final Map<String, Event> EVENTS =
      Map.ofEntries(
          Map.entry("connect", connect("93.184.216.34", 443).second().build()),
          Map.entry("unbound", connect("93.184.216.34", 443).unbound().build()),
          Map.entry("connect6", connect("2001:db8::9", 443).local("2001:db8::5", 41000).build()),
          Map.entry("sendto", send("8.8.8.8", 53).build()),
          Map.entry("listen", listen("0.0.0.0", 8080).build()),
          Map.entry("accept4", accept("10.0.0.9", 55000, "10.0.0.5", 8080).build()),
          Map.entry("execve", execve().second().build()),
          Map.entry("main", execve().thread(42).build()),
          Map.entry("shell", execve().process("bash", "-bash").build()),
          Map.entry("session", connect("93.184.216.34", 443).inASession(1000).build()),
          Map.entry("nologin", connect("93.184.216.34", 443).inASession(-1).build()),
          Map.entry("rootlogin", connect("93.184.216.34", 443).inASession(0).build()),
          Map.entry("kthread", execve().process("kworker").build()),
          Map.entry(
              "established",
              connect("93.184.216.34", 443).stage(EventType.CONNECTION_ESTABLISHED, 0).build()),
          Map.entry(
              "failed",
              connect("93.184.216.34", 443).stage(EventType.CONNECTION_FAILED, -111).build()),
          Map.entry(
              "closed",
              accept("10.0.0.9", 55000, "10.0.0.5", 8080)
                  .stage(EventType.CONNECTION_CLOSED, 0)
                  .build()),
          Map.entry(
              "blocked",
              connect("93.184.216.34", 443)
                  .refused(new Refusal(true, "denied", "shop/checkout", "cidr"))
                  .build()),
          Map.entry(
              "audited",
              connect("93.184.216.34", 443)
                  .refused(new Refusal(false, "expired", null, null))
                  .build()),
          Map.entry("asks", asks("aaaabbbb.exfil.example", "TXT", 7).build()),
          Map.entry("named", connect("10.96.0.40", 8080).named(CART).build()),
          Map.entry("namedpeer", accept("10.0.0.9", 55000, "10.0.0.5", 8080).named(CART).build()),
          Map.entry("nobody", connect("93.184.216.34", 443).noProcess().build()));

  private static Event event(String name) {
    return Objects.requireNonNull(EVENTS.get(name), name);
  }

  /** A field, then event=value for each event; quoted by nothing, so values hold no blank. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          evt.type ~ connect=connect sendto=sendto listen=listen accept4=accept4 execve=execve blocked=connection_blocked asks=dns_query
          postern.verdict ~ blocked=deny audited=would-deny connect=NA
          postern.reason ~ blocked=denied audited=expired connect=NA
          postern.rule ~ blocked=shop/checkout audited=NA connect=NA
          postern.allow ~ blocked=cidr audited=NA connect=NA
          evt.type.is.connect ~ connect=1 sendto=0 execve=0 established=0
          syscall.type ~ connect=connect accept4=accept4 execve=execve established=NA failed=NA closed=NA blocked=NA
          evt.category ~ connect=net sendto=net listen=net accept4=net execve=process failed=net
          evt.num ~ connect=2 sendto=NA
          evt.dir ~ connect=< execve=<
          evt.source ~ connect=syscall execve=syscall
          evt.is_async ~ connect=false
          evt.res ~ connect=EINPROGRESS listen=SUCCESS execve=SUCCESS failed=ECONNREFUSED blocked=EPERM
          evt.rawres ~ connect=-115 listen=0 failed=-111
          evt.failed ~ connect=true listen=false failed=true established=false execve=false
          evt.count ~ connect=1 execve=1
          evt.count.error ~ connect=1 listen=0 failed=1 execve=0
          evt.count.error.net ~ connect=1 listen=0 execve=NA
          evt.count.error.other ~ connect=NA execve=0
          evt.count.error.file ~ connect=NA execve=NA
          evt.count.exit ~ connect=1 execve=1
          evt.count.procinfo ~ connect=0 execve=0
          evt.is_io ~ sendto=true connect=false execve=false
          evt.is_io_write ~ sendto=true connect=false
          evt.is_io_read ~ sendto=false connect=false
          evt.io_dir ~ sendto=write connect=NA execve=NA
          evt.is_wait ~ accept4=false connect=false
          evt.is_open_write ~ execve=false connect=false
          evt.rawtime ~ connect=1767367801123456789
          evt.rawtime.s ~ connect=1767367801
          evt.rawtime.ns ~ connect=123456789
          evt.reltime ~ connect=1000000000 sendto=NA
          evt.reltime.s ~ connect=1 sendto=NA
          evt.reltime.ns ~ connect=0 sendto=NA
          evt.time ~ connect=17:30:01.123456789
          evt.time.s ~ connect=17:30:01
          evt.time.iso8601 ~ connect=2026-01-02T15:30:01.123456789+0000
          evt.latency ~ connect=0
          evt.latency.human ~ connect=0ns
          evt.cpu ~ connect=NA
          evt.arg.res ~ connect=EINPROGRESS listen=0 execve=0 sendto=NA accept4=NA established=NA
          evt.arg[0] ~ connect=EINPROGRESS listen=0 execve=0 sendto=NA accept4=NA
          evt.arg[1] ~ connect=10.0.0.5:41000->93.184.216.34:443 accept4=10.0.0.9:55000->10.0.0.5:8080 execve=curl listen=NA
          evt.arg[9] ~ connect=NA
          evt.arg.tuple ~ connect=10.0.0.5:41000->93.184.216.34:443 sendto=10.0.0.5:41000->8.8.8.8:53 listen=NA execve=NA failed=NA
          evt.arg.addr ~ connect=93.184.216.34:443 unbound=93.184.216.34:443 sendto=NA accept4=NA
          evt.arg.fd ~ connect=NA
          evt.arg.exe ~ execve=curl connect=NA
          evt.arg.comm ~ execve=curl connect=NA
          evt.arg.flags ~ connect=NA execve=NA
          evt.rawarg.res ~ connect=-115 listen=0 execve=0 sendto=NA accept4=NA failed=NA
          evt.rawarg.fd ~ connect=NA
          evt.rawarg.addr ~ connect=NA
          fd.sockfamily ~ connect=ip connect6=ip execve=NA
          fd.is_server ~ connect=false sendto=false listen=true accept4=true closed=true failed=false execve=NA
          fd.connected ~ connect=false sendto=false listen=false accept4=true established=true failed=false closed=true blocked=false execve=NA
          fd.name_changed ~ connect=true sendto=true listen=false accept4=false established=false execve=NA
          fd.containername ~ connect=3ad7b26ded6d:10.0.0.5:41000->93.184.216.34:443 execve=NA
          fd.cproto ~ connect=41000 unbound=NA listen=NA accept4=55000 execve=NA
          fd.sproto ~ connect=443 listen=8080 accept4=8080 execve=NA
          fd.lproto ~ connect=41000 accept4=8080 unbound=NA
          fd.rproto ~ connect=443 accept4=55000 listen=NA
          fd.proto ~ connect=41000,443 execve=NA
          fd.num ~ connect=NA
          fd.sip.name ~ connect=NA
          proc.name ~ connect=curl execve=curl nobody=NA
          proc.pname ~ connect=sh shell=NA nobody=NA
          proc.aname[0] ~ connect=curl
          proc.aname[2] ~ connect=init
          proc.aname[3] ~ connect=NA
          proc.aname ~ connect=sh,init shell=NA nobody=NA
          proc.exe ~ connect=curl shell=-bash kthread=NA nobody=NA
          proc.pexe ~ connect=sh shell=NA
          proc.aexe ~ connect=sh,init
          proc.exepath ~ connect=/usr/bin/curl shell=NA
          proc.pexepath ~ connect=/bin/sh nobody=NA
          proc.aexepath ~ connect=/bin/sh,/init
          proc.aexepath[2] ~ connect=/init
          proc.pcmdline ~ connect=sh shell=NA
          proc.acmdline ~ connect=sh,init
          proc.args[0] ~ connect=-s
          proc.args[1] ~ connect=http://x
          proc.args[2] ~ connect=NA
          proc.cmdnargs ~ connect=2 shell=0 kthread=NA nobody=NA
          proc.cmdlenargs ~ connect=10 shell=0 kthread=NA
          proc.pid ~ connect=42 nobody=NA
          proc.ppid ~ connect=7 shell=7 nobody=NA
          proc.apid ~ connect=7,1 shell=NA nobody=NA
          proc.apid[1] ~ connect=7 shell=NA
          proc.loginshellid ~ connect=7 shell=42 kthread=NA nobody=NA
          proc.duration ~ connect=5000000000 sendto=NA
          proc.ppid.duration ~ connect=5000000000 sendto=NA
          proc.pid.ts ~ connect=1767367796123456789 sendto=NA
          proc.ppid.ts ~ connect=1767367796123456789 sendto=NA
          proc.vpid ~ session=5 connect=NA nobody=NA
          proc.pvpid ~ session=2 connect=NA
          proc.sid ~ session=2 connect=NA
          proc.sname ~ session=sh connect=NA nobody=NA
          proc.sid.exe ~ session=-sh connect=NA
          proc.sid.exepath ~ session=/bin/sh connect=NA
          proc.vpgid ~ session=2 connect=NA
          proc.vpgid.name ~ session=sh connect=NA
          proc.vpgid.exe ~ session=-sh
          proc.vpgid.exepath ~ session=/bin/sh
          proc.pgid ~ session=7 connect=NA
          proc.pgid.name ~ session=sh connect=NA
          proc.pgid.exe ~ session=-sh
          proc.pgid.exepath ~ session=/bin/sh
          proc.tty ~ session=34819 connect=NA
          proc.is_sid_leader ~ session=false connect=NA nobody=NA
          proc.is_vpgid_leader ~ session=false connect=NA
          proc.is_pgid_leader ~ session=false connect=NA
          user.loginuid ~ session=1000 nologin=-1 rootlogin=0 connect=NA
          user.loginname ~ session=1000 nologin=NA rootlogin=root connect=NA
          thread.cap_permitted ~ session=CAP_KILL connect=NA
          thread.tid ~ connect=43 nobody=NA
          thread.ismain ~ connect=false main=true nobody=NA
          thread.nametid ~ connect=curl43 nobody=NA
          user.uid ~ connect=1000 nobody=NA
          user.name ~ connect=1000 nobody=NA
          group.gid ~ connect=100 nobody=NA
          group.name ~ connect=100 nobody=NA
          container.id ~ connect=3ad7b26ded6d execve=3ad7b26ded6d
          container.image.digest ~ connect=NA
          container.privileged ~ connect=NA
          k8s.ns.name ~ connect=shop
          k8s.pod.name ~ connect=cart-5d9
          k8smeta.ns.name ~ connect=shop
          k8smeta.pod.name ~ connect=cart-5d9
          k8s.pod.label[app] ~ connect=NA
          dns.question ~ connect=NA sendto=NA asks=aaaabbbb.exfil.example named=cart.shop.svc.cluster.local
          dns.type ~ asks=TXT named=NA connect=NA
          dns.siblings ~ asks=7 named=NA connect=NA
          dns.entropy ~ asks=100 named=281 connect=NA
          dns.age ~ asks=NA named=1500000000 connect=NA
          fd.sip.name ~ asks=NA named=cart.shop.svc.cluster.local namedpeer=NA connect=NA
          fd.rip.name ~ asks=NA named=cart.shop.svc.cluster.local namedpeer=cart.shop.svc.cluster.local
          fd.cip.name ~ asks=NA named=NA namedpeer=cart.shop.svc.cluster.local connect=NA
          k8s.dst.service ~ asks=NA named=cart connect=NA
          k8s.dst.ns ~ asks=NA named=shop connect=NA
          """)
  void values(String field, String expected) {
    for (String pair : expected.split(" ", -1)) {
      int equals = pair.indexOf('=');
      Event event = event(pair.substring(0, equals));
      assertThat(FieldText.of(field, event))
          .as(field + " " + pair)
          .isEqualTo(pair.substring(equals + 1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          evt.datetime ~ connect ~ 2026-01-02 17:30:01.123456789
          evt.datetime.s ~ connect ~ 2026-01-02 17:30:01
          evt.args ~ connect ~ res=-115(EINPROGRESS) tuple=10.0.0.5:41000->93.184.216.34:443 addr=93.184.216.34:443
          evt.args ~ listen ~ res=0
          evt.info ~ accept4 ~ tuple=10.0.0.9:55000->10.0.0.5:8080
          evt.args ~ execve ~ res=0 exe=curl
          evt.args ~ failed ~ NA
          proc.cmdline ~ connect ~ curl -s http://x
          proc.exeline ~ connect ~ curl -s http://x
          proc.args ~ connect ~ -s http://x
          thread.cap_effective ~ session ~ CAP_CHOWN CAP_KILL
          thread.cap_inheritable ~ session ~ ``
          """)
  void valuesWithBlanks(String field, String event, String expected) {
    assertThat(FieldText.of(field, event(event))).isEqualTo(expected);
  }

  /** What is said to be filled is there on one event at least; everything else on none. */
  @Test
  void filledIsTrue() {
    for (Field<Event> field : FieldCatalog.events().fields()) {
      String name = field.name();
      List<String> uses =
          switch (field.argument()) {
            case NONE, OPTIONAL_INDEX, OPTIONAL_KEY -> List.of(name);
            case NUMBER -> List.of(name + "[1]");
            case KEY -> List.of(name + "[x]");
            case NAME -> List.of(name + ".connect");
            case CALL_ARGUMENT -> List.of(name + ".res", name + "[0]");
            case RAW_CALL_ARGUMENT -> List.of(name + ".res");
            case NAME_OR_KEY -> List.of(name + ".x", name + "[x]");
          };
      for (String use : uses) {
        boolean present =
            EVENTS.values().stream().anyMatch(event -> !FieldText.of(use, event).equals("NA"));
        assertThat(present).as(use).isEqualTo(field.filled() == Filled.YES);
      }
    }
  }
}
