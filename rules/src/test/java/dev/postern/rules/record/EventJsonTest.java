package dev.postern.rules.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.event.EventType;
import dev.postern.event.IpAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The format of recorded events: what is read, what follows from it, what is refused. */
class EventJsonTest {

  private static RecordedEvent read(String json) throws BadEventException {
    return EventJson.read(json.replace('`', '"'));
  }

  private static IpAddress address(String text) {
    return Objects.requireNonNull(IpAddress.parse(text));
  }

  @Test
  void valuesHaveTheTypesOfTheirFields() throws BadEventException {
    RecordedEvent event =
        read(
            "{`evt.type`:`accept4`,`fd.sport`:`443`,`proc.pid`:100,`fd.sip`:`::ffff:192.0.2.1`,"
                + "`proc.name`:7,`net.connection.inbound`:`true`,`proc.aname[02]`:`a`,"
                + "`fd.ip`:[`10.0.0.1`,`::1`],`evt.time`:`2026-01-02T15:30:01.5Z`,`k8s.ns.name`:null}");
    assertThat(event.type()).isEqualTo(EventType.ACCEPT);
    assertThat(event.time()).isEqualTo(1_767_367_801_500_000_000L);
    assertThat(event.values())
        .containsEntry("fd.sport", 443L)
        .containsEntry("proc.pid", 100L)
        .containsEntry("fd.sip", address("192.0.2.1"))
        .containsEntry("proc.name", "7")
        .containsEntry("net.connection.inbound", true)
        .containsEntry("fd.ip", List.of(address("10.0.0.1"), address("::1")))
        .doesNotContainKey("k8s.ns.name");
    assertThat(event.hostname()).isEmpty();
  }

  @Test
  void aDomainNameIsInLowerCaseWithoutADotAtItsEnd() throws BadEventException {
    RecordedEvent event = read("{`dns.question`:`WWW.Evil.Example.`,`tls.sni`:`.`}");
    assertThat(event.values())
        .containsEntry("dns.question", "www.evil.example")
        .containsEntry("tls.sni", ".");
  }

  @Test
  void aFieldNoSensorFillsCanBeGiven() throws BadEventException {
    RecordedEvent event =
        read("{`evt.arg.res`:`EPERM`,`proc.env[PATH]`:`/bin`,`evt.hostname`:`n`}");
    assertThat(event.values()).containsEntry("evt.arg.res", "EPERM");
    assertThat(event.hostname()).isEqualTo("n");
  }

  /** What is given, and what must follow: field=value, or field=NA where nothing may. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | evt.time=0 evt.dir=< fd.ip=NA net.connection.inbound=NA evt.res=NA",
        "{`evt.type`:`connect`,`fd.sip`:`192.0.2.1`,`fd.sport`:80} | fd.rip=192.0.2.1 fd.rport=80"
            + " fd.lip=NA fd.snet=192.0.2.1 fd.rnet=192.0.2.1 fd.ip=192.0.2.1 fd.port=80"
            + " fd.typechar=4 fd.type=ipv4 net.connection.inbound=false"
            + " net.destination.ip=192.0.2.1 net.port=80 net.source.ip=NA",
        "{`evt.type`:`sendmsg`,`fd.rip`:`::1`,`fd.lport`:5} | fd.sip=::1 fd.cport=5 fd.typechar=6",
        "{`evt.type`:`accept`,`fd.cip`:`192.0.2.1`,`fd.lport`:5} | fd.rip=192.0.2.1 fd.sport=5"
            + " net.connection.inbound=true",
        "{`evt.type`:`connection_closed`,`fd.sip`:`192.0.2.1`} | fd.rip=NA fd.lip=NA"
            + " fd.ip=192.0.2.1",
        "{`evt.type`:`connection_closed`,`net.connection.inbound`:true,`fd.sip`:`192.0.2.1`} |"
            + " fd.lip=192.0.2.1",
        "{`evt.type`:`connect`,`fd.sip`:`192.0.2.1`,`fd.rip`:`192.0.2.2`} | fd.rip=192.0.2.2"
            + " fd.sip=192.0.2.1",
        "{`evt.type`:`connect`,`fd.sip`:`192.0.2.1`,`fd.rip`:null} | fd.rip=NA fd.rnet=NA",
        "{`evt.rawres`:-111} | evt.res=ECONNREFUSED",
        "{`evt.res`:`EINPROGRESS`} | evt.rawres=-115",
        "{`evt.res`:`SUCCESS`} | evt.rawres=0",
        "{`evt.res`:`ENONSENSE`} | evt.rawres=NA",
        "{`proc.pname`:`sh`} | proc.aname[1]=sh proc.aname=sh",
        "{`proc.aname[1]`:`sh`} | proc.pname=sh",
        "{`proc.aname`:[`sh`,`init`]} | proc.pname=sh proc.aname[2]=init",
        "{`fd.l4proto`:`TCP`} | net.protocol=tcp net.connection.protocol=tcp",
      })
  void whatFollowsIsFilledInAndNothingElse(String json, String expected) throws BadEventException {
    RecordedEvent event = read(json);
    for (String pair : expected.split(" ", -1)) {
      String field = pair.substring(0, pair.indexOf('='));
      String value = pair.substring(pair.indexOf('=') + 1);
      assertThat(event.text(field)).as(field).isEqualTo(value.equals("NA") ? null : value);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | an event is a JSON object",
        "[] | an event is a JSON object",
        "7 | an event is a JSON object",
        "null | an event is a JSON object",
        "{ | not JSON, at column",
        "{`fd.sport`:80 | not JSON, at column",
        "{`fd.sport`:80} {} | more than one object",
        "{`fd.sport`:80}x | not JSON, at column",
        "{`fd.sport`:80,`fd.sport`:81} | Duplicate field",
        "{`fd.sportt`:80} | unknown field 'fd.sportt' (did you mean 'fd.sport'?)",
        "{``:80} | unknown field ''",
        "{`proc.aname[x]`:`a`} | takes a number of up to three digits",
        "{`fd.sip[1]`:`::1`} | takes nothing in brackets",
        "{`fd.sport`:`abc`} | fd.sport: 'abc' is not a port",
        "{`fd.sport`:65536} | is not a port",
        "{`fd.sport`:-1} | is not a port",
        "{`fd.sport`:80.5} | is not a port",
        "{`proc.pid`:1.5} | proc.pid: '1.5' is not a whole number",
        "{`proc.pid`:-9223372036854775808} | is not a whole number",
        "{`proc.pid`:1e2} | is not a whole number",
        "{`proc.pid`:1e400000000} | is not a whole number",
        "{`proc.pid`:true} | proc.pid: true is not a whole number",
        "{`proc.name`:false} | proc.name: false is not text",
        "{`proc.name`:{}} | proc.name: an object is no value of a field",
        "{`proc.name`:[`a`]} | proc.name has one value, not a list",
        "{`fd.ip`:[[`::1`]]} | a list inside a list",
        "{`fd.ip`:[null]} | null among its values",
        "{`fd.sip`:`10.0.0.0/8`} | is not an IPv4 or IPv6 address",
        "{`fd.sip`:1} | is not an IPv4 or IPv6 address",
        "{`net.connection.inbound`:1} | is not true or false",
        "{`evt.time`:`yesterday`} | is not nanoseconds since 1970",
        "{`evt.time`:`9999-01-01T00:00:00Z`} | is not nanoseconds since 1970",
        "{`evt.time`:1.5} | is not nanoseconds since 1970",
        "{`fd.ip`:[[[[[[[[[[[[1]]]]]]]]]]]]} | not JSON, at column",
      })
  void whatIsNoEventIsRefusedInOneLine(String json, String why) {
    BadEventException refused =
        Objects.requireNonNull(
            catchThrowableOfType(BadEventException.class, () -> read(json)), json);
    assertThat(refused.message()).contains(why).doesNotContain("\n");
  }
}
