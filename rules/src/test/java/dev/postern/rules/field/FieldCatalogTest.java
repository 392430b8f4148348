package dev.postern.rules.field;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, types and arguments as {@code falco --list=syscall} of Falco 0.44 has them. */
class FieldCatalogTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          evt.num ~ UINT64 ~ ONE
          evt.time ~ CHARBUF ~ ONE
          evt.cpu ~ INT16 ~ ONE
          evt.buffer ~ BYTEBUF ~ ONE
          evt.rawtime ~ ABSTIME ~ ONE
          evt.reltime ~ RELTIME ~ ONE
          evt.is_io ~ BOOL ~ ONE
          evt.around[1404996934793590564] ~ UINT64 ~ ONE
          evt.arg.flags ~ CHARBUF ~ ONE
          evt.arg[12] ~ CHARBUF ~ ONE
          evt.rawarg.res ~ INT64 ~ ONE
          evt.rawarg.name ~ FSPATH ~ ONE
          evt.rawarg.data ~ BYTEBUF ~ ONE
          evt.rawarg.tuple ~ SOCKADDR ~ ONE
          evt.rawarg.exe_ino_ctime ~ ABSTIME ~ ONE
          evt.abspath.src ~ CHARBUF ~ ONE
          syscall.type ~ CHARBUF ~ ONE
          proc.aname ~ CHARBUF ~ ANY
          proc.aname[2] ~ CHARBUF ~ ONE
          proc.apid ~ INT64 ~ ANY
          proc.env ~ CHARBUF ~ ONE
          proc.env[PATH] ~ CHARBUF ~ ONE
          proc.tty ~ UINT32 ~ ONE
          proc.pid.ts ~ RELTIME ~ ONE
          proc.exe_ino.mtime ~ ABSTIME ~ ONE
          proc.fdusage ~ DOUBLE ~ ONE
          thread.cgroup.cpuset ~ CHARBUF ~ ONE
          user.uid ~ UINT32 ~ ONE
          user.loginuid ~ INT64 ~ ONE
          fd.ip ~ IPADDR ~ EITHER_END
          fd.proto ~ PORT ~ EITHER_END
          fd.cnet ~ IPNET ~ ONE
          fd.dev ~ INT32 ~ ONE
          fd.types ~ CHARBUF ~ LIST
          fd.types[0] ~ CHARBUF ~ LIST
          fs.path.targetraw ~ CHARBUF ~ ONE
          fdlist.sips ~ CHARBUF ~ ONE
          container.mount[/data/*] ~ CHARBUF ~ ONE
          container.label.app ~ CHARBUF ~ ONE
          container.start_ts ~ ABSTIME ~ ONE
          k8s.pod.label[app] ~ CHARBUF ~ ONE
          k8s.pod.label.app ~ CHARBUF ~ ONE
          k8s.deployment.name ~ CHARBUF ~ ONE
          k8smeta.svc.name ~ CHARBUF ~ LIST
          """)
  void known(String written, String type, Multiplicity multiplicity) {
    FieldUse.Found<Event> found = FieldText.found(written);
    assertThat(found.type().falcoName()).isEqualTo(type);
    assertThat(found.multiplicity()).isEqualTo(multiplicity);
    assertThat(found.text()).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          proc.nam ~ unknown field 'proc.nam' ~ did you mean 'proc.name'?
          proc.name.x ~ unknown field 'proc.name.x' ~ did you mean 'proc.name'?
          mesos.task.name ~ unknown field 'mesos.task.name' ~ NONE
          evt.arg ~ 'evt.arg' needs an argument ~ write evt.arg.NAME
          evt.arg.flag ~ no system call has an argument 'flag' ~ did you mean 'flags'?
          evt.arg[1000] ~ 'evt.arg' takes a number of up to three digits ~ NONE
          evt.rawarg[res] ~ 'evt.rawarg' takes nothing in brackets ~ write evt.rawarg.res
          evt.arg.res[0] ~ 'evt.arg.res' takes nothing in brackets ~ NONE
          evt.around ~ 'evt.around' needs an argument ~ write evt.around[N]
          evt.around[x] ~ 'evt.around' takes a number in brackets ~ NONE
          proc.name[0] ~ 'proc.name' takes nothing in brackets ~ NONE
          proc.aname[-1] ~ 'proc.aname' takes a number of up to three digits ~ NONE
          proc.env[] ~ 'proc.env' takes a name in brackets ~ NONE
          container.mount ~ 'container.mount' needs an argument ~ write container.mount[NAME]
          """)
  void refused(String written, String message, String suggestion) {
    assertThat(FieldText.use(written))
        .isEqualTo(
            new FieldUse.Refused<Event>(message, suggestion.equals("NONE") ? null : suggestion));
  }

  @Test
  void ourOwnAreMarked() {
    assertThat(FieldCatalog.events().fields())
        .filteredOn(field -> field.has(FieldTrait.DIALECT))
        .extracting(Field::name)
        .allMatch(name -> name.matches("(net|dns|tls|postern)\\..*|k8s\\.dst\\..*"))
        .contains("net.port", "dns.age", "tls.sni", "k8s.dst.service", "postern.rule");
  }
}
