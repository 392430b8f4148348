package dev.postern.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.postern.event.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolvConfTest {

  @TempDir Path folder;

  /** As the kubelet writes it. */
  @Test
  void aPodsFileIsRead() throws IOException {
    ResolvConf conf =
        read(
            """
            search shop.svc.cluster.local svc.cluster.local cluster.local
            nameserver 10.96.0.10
            nameserver 2001:db8::a
            options ndots:5 timeout:2 attempts:3 rotate
            """);

    assertThat(conf.upstreams().servers())
        .map(Endpoint::toString)
        .containsExactly("10.96.0.10:53", "[2001:db8::a]:53");
    assertThat(conf.search())
        .containsExactly("shop.svc.cluster.local", "svc.cluster.local", "cluster.local");
    assertThat(conf.upstreams().timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(conf.upstreams().patience()).isEqualTo(Duration.ofSeconds(1));
    assertThat(conf.upstreams().attempts()).isEqualTo(3);
    assertThat(conf.upstreams().rotate()).isTrue();
    assertThat(conf.notes()).isEmpty();
  }

  @Test
  void whatIsNotSaidIsLibcs() throws IOException {
    Upstreams upstreams =
        read("""
        # nameserver 192.0.2.9
        ;nameserver 192.0.2.8
          nameserver\t192.0.2.1
        nameserver
        """)
            .upstreams();

    assertThat(upstreams.servers()).map(Endpoint::toString).containsExactly("192.0.2.1:53");
    assertThat(upstreams.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(upstreams.attempts()).isEqualTo(2);
    assertThat(upstreams.rotate()).isFalse();
  }

  @Test
  void whatCannotBeAskedIsNamed() throws IOException {
    ResolvConf conf =
        read(
            """
            nameserver fe80::1%eth0
            nameserver dns.example
            nameserver 0.0.0.0
            nameserver 127.0.0.1
            nameserver 192.0.2.1
            nameserver 192.0.2.2
            nameserver 192.0.2.3
            """);

    assertThat(conf.upstreams().servers())
        .map(Endpoint::toString)
        .containsExactly("127.0.0.1:53", "192.0.2.1:53", "192.0.2.2:53");
    assertThat(conf.notes())
        .containsExactly(
            file() + ":1: nameserver fe80::1%eth0: an address with a zone cannot be asked",
            file() + ":2: nameserver dns.example: not an IP address",
            file() + ":7: nameserver 192.0.2.3: more than 3 are not asked");
  }

  @ParameterizedTest
  @CsvSource({
    "timeout:0, 1, 2",
    "timeout:31, 30, 2",
    "timeout:99999999999, 30, 2",
    "timeout:-1, 5, 2",
    "timeout:x, 5, 2",
    "timeout:, 5, 2",
    "attempts:0, 5, 1",
    "attempts:9, 5, 5"
  })
  void optionsStayWithinTheirLimits(String option, int seconds, int attempts) throws IOException {
    Upstreams upstreams = read("nameserver 192.0.2.1\noptions " + option + "\n").upstreams();

    assertThat(upstreams.timeout()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(upstreams.attempts()).isEqualTo(attempts);
  }

  @Test
  void aFileWithoutAResolverIsRefused() {
    assertThatIOException()
        .isThrownBy(() -> read("search example\n"))
        .withMessage(file() + " names no resolver that can be asked: no nameserver");
    assertThatIOException()
        .isThrownBy(() -> read("nameserver fe80::1%eth0\u001b[2J\n"))
        .withMessage(
            file()
                + " names no resolver that can be asked: "
                + file()
                + ":1: nameserver fe80::1%eth0\ufffd[2J: an address with a zone cannot be asked");
  }

  @Test
  void soIsOneThatIsNotThereOrEndless() throws IOException {
    assertThatIOException()
        .isThrownBy(() -> ResolvConf.read(file()))
        .withMessageStartingWith("cannot read " + file());
    Files.writeString(file(), "nameserver 192.0.2.1\n".repeat(4000));
    assertThatIOException()
        .isThrownBy(() -> ResolvConf.read(file()))
        .withMessage(file() + " is longer than 65536 bytes");
  }

  private Path file() {
    return folder.resolve("resolv.conf");
  }

  private ResolvConf read(String text) throws IOException {
    Files.writeString(file(), text);
    return ResolvConf.read(file());
  }
}
