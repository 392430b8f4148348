package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationsTest {

  private static final Destinations CLUSTER =
      new Destinations(
          List.of(cidr("10.96.0.0/12"), cidr("fd00:10::/64"), cidr("169.254.20.10/32")));

  @ParameterizedTest
  @CsvSource({
    // the first and the last address of each block, and their neighbours
    "0.0.0.0,unspecified",
    "0.0.0.1,reserved",
    "0.255.255.255,reserved",
    "1.0.0.0,public",
    "9.255.255.255,public",
    "10.0.0.0,private",
    "10.95.255.255,private",
    "10.96.0.0,cluster",
    "10.111.255.255,cluster",
    "10.112.0.0,private",
    "10.255.255.255,private",
    "11.0.0.0,public",
    "100.63.255.255,public",
    "100.64.0.0,private",
    "100.100.100.199,private",
    "100.100.100.200,metadata",
    "100.100.100.201,private",
    "100.127.255.255,private",
    "100.128.0.0,public",
    "126.255.255.255,public",
    "127.0.0.0,loopback",
    "127.255.255.255,loopback",
    "128.0.0.0,public",
    "168.63.129.15,public",
    "168.63.129.16,metadata",
    "169.253.255.255,public",
    "169.254.0.0,link_local",
    "169.254.20.10,cluster",
    "169.254.20.11,link_local",
    "169.254.169.253,link_local",
    "169.254.169.254,metadata",
    "169.254.169.255,link_local",
    "169.254.170.2,metadata",
    "169.254.170.23,metadata",
    "169.254.255.255,link_local",
    "169.255.0.0,public",
    "172.15.255.255,public",
    "172.16.0.0,private",
    "172.31.255.255,private",
    "172.32.0.0,public",
    "192.0.0.191,reserved",
    "192.0.0.192,metadata",
    "192.0.1.0,public",
    "192.0.2.1,reserved",
    "192.167.255.255,public",
    "192.168.0.0,private",
    "192.168.255.255,private",
    "192.169.0.0,public",
    "198.17.255.255,public",
    "198.18.0.0,reserved",
    "198.19.255.255,reserved",
    "198.20.0.0,public",
    "198.51.100.10,reserved",
    "203.0.113.255,reserved",
    "223.255.255.255,public",
    "224.0.0.0,multicast",
    "239.255.255.255,multicast",
    "240.0.0.0,reserved",
    "255.255.255.254,reserved",
    "255.255.255.255,broadcast",
    "::,unspecified",
    "::1,loopback",
    "::2,reserved",
    "::ffff:169.254.169.254,metadata",
    "::ffff:8.8.8.8,public",
    // behind NAT64, what counts is where the translator sends it
    "64:ff9b::a9fe:a9fe,metadata",
    "64:ff9b::808:808,public",
    "64:ff9b::a60:1,cluster",
    "64:ff9b:1::1,private",
    "100::1,reserved",
    "1fff:ffff::,reserved",
    "2000::,public",
    "2001::1,reserved",
    "2001:1ff:ffff::,reserved",
    "2001:200::,public",
    "2001:db8::1,reserved",
    "2606:4700:4700::1111,public",
    "3fff::1,reserved",
    "3fff:1000::,public",
    "4000::,reserved",
    "5f00::1,reserved",
    "fbff::,reserved",
    "fc00::,private",
    "fd00:10::ffff,cluster",
    "fd00:10:0:1::,private",
    "fd00:ec2::254,metadata",
    "fd00:ec2::23,metadata",
    "fd20:ce::254,metadata",
    "fd00:ec2::255,private",
    "fdff:ffff::,private",
    "fe00::,reserved",
    "fe80::1,link_local",
    "febf::1,link_local",
    "fec0::1,private",
    "ff02::1,multicast",
  })
  void classes(String address, String expected) {
    assertThat(CLUSTER.classify(address(address)).text()).isEqualTo(expected);
  }

  /** A range too wide must not hide the two classes that are always worth knowing. */
  @Test
  void aClusterOfEverythingLeavesLoopbackAndMetadata() {
    Destinations all = new Destinations(List.of(cidr("0.0.0.0/0"), cidr("::/0")));

    assertThat(all.classify(address("127.0.0.1"))).isEqualTo(DestinationClass.LOOPBACK);
    assertThat(all.classify(address("169.254.169.254"))).isEqualTo(DestinationClass.METADATA);
    assertThat(all.classify(address("8.8.8.8"))).isEqualTo(DestinationClass.CLUSTER);
    assertThat(all.classify(address("2606::1"))).isEqualTo(DestinationClass.CLUSTER);
  }

  @Test
  void withoutAClusterItsAddressesArePrivate() {
    Destinations none = new Destinations(List.of());

    assertThat(none.classify(address("10.96.0.1"))).isEqualTo(DestinationClass.PRIVATE);
  }

  private static IpAddress address(String text) {
    return Objects.requireNonNull(IpAddress.parse(text), text);
  }

  private static Cidr cidr(String text) {
    return Objects.requireNonNull(Cidr.parse(text), text);
  }
}
