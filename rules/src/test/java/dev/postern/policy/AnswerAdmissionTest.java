package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.IpAddress;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerAdmissionTest {

  private static final AnswerAdmission ADMISSION =
      new AnswerAdmission("cluster.local", Set.of(address("198.51.100.9"), address("10.1.1.1")));

  private static IpAddress address(String text) {
    return Objects.requireNonNull(IpAddress.parse(text), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.9", "8.8.8.8", "2001:db8::1", "2606:4700::1111"})
  void publicAddressesAreAdmitted(String address) {
    assertThat(ADMISSION.admit("api.example", address(address)))
        .containsExactly(new BoundName("api.example", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "192.0.0.8",
        "198.19.0.1",
        "fd00::1",
        "fec0::1"
      })
  void privateOnesAreForeignToNamesOutsideTheCluster(String address) {
    assertThat(ADMISSION.admit("api.example", address(address)))
        .containsExactly(new BoundName("api.example", true));
    assertThat(ADMISSION.admit("cart.shop.svc.cluster.local", address(address)))
        .containsExactly(new BoundName("cart.shop.svc.cluster.local", false));
    assertThat(ADMISSION.admit("evilcluster.local", address(address)))
        .containsExactly(new BoundName("evilcluster.local", true));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0",
    "0.1.2.3",
    "127.0.0.1",
    "127.9.9.9",
    "169.254.169.254",
    "169.254.20.10",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "::",
    "::1",
    "::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2001::1",
    "2002:7f00:1::",
    "fe80::1",
    "ff02::1",
    "fd00:ec2::254",
    "fd00:ec2::23",
    "fd20:ce::254",
    "2001:db8::5efe:7f00:1",
    "2001:db8::200:5efe:7f00:1",
    "198.51.100.9",
    "10.1.1.1"
  })
  void theseAreNobodysByName(String address) {
    assertThat(ADMISSION.admit("api.example", address(address))).isEmpty();
    assertThat(ADMISSION.admit("cart.shop.svc.cluster.local", address(address))).isEmpty();
  }

  @Test
  void aClusterOfAnotherDomainHasItsNamesBelowTheUsualOneToo() {
    AnswerAdmission own = new AnswerAdmission("shop.internal", Set.of());
    assertThat(own.admit("cart.a.svc.shop.internal", address("10.0.0.1")))
        .containsExactly(
            new BoundName("cart.a.svc.shop.internal", false),
            new BoundName("cart.a.svc.cluster.local", false));
    assertThat(own.admit("cart.a.svc.cluster.local", address("10.0.0.1")))
        .containsExactly(new BoundName("cart.a.svc.cluster.local", true));
    assertThat(own.forms("api.example")).containsExactly("api.example");
  }
}
