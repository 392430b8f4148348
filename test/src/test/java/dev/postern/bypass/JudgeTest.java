package dev.postern.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which packets are leaks, shown with packets written down by hand. */
final class JudgeTest {

  private static final String TOKEN = "POSTERN-TOKEN";
  private static final Row ROW = Row.of("a route", "K00", Family.V4, "tester");
  private static final Row BY_EXECUTABLE = ROW.ofProcess();
  private static final Target TARGET = Target.of(ROW, 66, TOKEN);

  private static final String ETHERNET_V4 = "ffffffffffff0202020202020800";
  private static final String ETHERNET_V6 = "ffffffffffff02020202020286dd";
  private static final String FORBIDDEN = "cb007142"; // 203.0.113.66
  private static final String ANOTHERS = "cb007143";
  private static final String ALLOWED = "c633640a"; // 198.51.100.10
  private static final String SYN = "c00001bb0000000000000000500200000000" + "0000";
  private static final String ACK = "c00001bb0000000000000000501000000000" + "0000";
  private static final String RST = "c00001bb0000000000000000500400000000" + "0000";

  @Test
  void aPacketForTheForbiddenAddressIsALeakWheneverItComes() {
    assertThat(leaks(Regime.NONE, ROW, tcp(FORBIDDEN, SYN, ""))).isTrue();
    assertThat(leaksAfterwards(tcp(FORBIDDEN, ACK, ""))).isTrue();
  }

  @Test
  void aBareResetIsTheKernelsUnlessItTellsSomething() {
    assertThat(leaks(Regime.DENY_ALL, ROW, tcp(FORBIDDEN, RST, ""))).isFalse();
    assertThat(leaks(Regime.DENY_ALL, ROW, tcp(FORBIDDEN, RST, TOKEN))).isTrue();
    assertThat(leaks(Regime.DENY_ALL, ROW, tcp(FORBIDDEN, RST, "else"))).isTrue();
  }

  @Test
  void aPacketWhoseOptionsNameTheForbiddenAddressIsALeak() {
    String source = "4700%04x00000000400600000a090002%s".formatted(48, ALLOWED);
    String route = "830708" + FORBIDDEN + "00";
    assertThat(leaks(Regime.ALLOWLIST, ROW, packet(ETHERNET_V4 + source + route + SYN))).isTrue();
    assertThat(leaks(Regime.ALLOWLIST, ROW, tcp(ALLOWED, ACK, "\u00cb\u0000qB"))).isFalse();
  }

  @Test
  void anotherAttemptsLatePacketIsNot() {
    assertThat(leaks(Regime.DENY_ALL, ROW, tcp(ANOTHERS, ACK, ""))).isFalse();
  }

  @Test
  void anUnknownDestinationIsALeakOnlyInTime() {
    assertThat(leaks(Regime.DENY_ALL, ROW, tcp("01010101", SYN, ""))).isTrue();
    assertThat(leaksAfterwards(tcp("01010101", SYN, ""))).isFalse();
  }

  @Test
  void theAllowedDestinationIsALeakWhereItIsNotAllowed() {
    Packet opening = tcp(ALLOWED, SYN, "");
    assertThat(leaks(Regime.ALLOWLIST, ROW, opening)).isFalse();
    assertThat(leaks(Regime.DENY_ALL, ROW, opening)).isTrue();
    assertThat(leaks(Regime.EXECUTABLE, BY_EXECUTABLE, opening)).isTrue();
    assertThat(leaks(Regime.NONE, BY_EXECUTABLE, opening)).isTrue();
    assertThat(leaks(Regime.EXECUTABLE, BY_EXECUTABLE, tcp(ALLOWED, ACK, ""))).isFalse();
    assertThat(leaks(Regime.EXECUTABLE, BY_EXECUTABLE, tcp(ALLOWED, ACK, TOKEN))).isTrue();
  }

  @Test
  void anotherPortOfTheAllowedAddressIsALeak() {
    assertThat(leaks(Regime.ALLOWLIST, ROW, tcp(ALLOWED, SYN.replace("01bb", "01bc"), "")))
        .isTrue();
  }

  @Test
  void theTokenInAnyFrameIsALeak() {
    Packet frame = packet("ffffffffffff020202020202" + "0806" + hex(TOKEN));
    assertThat(leaks(Regime.ALLOWLIST, ROW, frame)).isTrue();
  }

  @Test
  void neighbourDiscoveryIsTheKernels() {
    String header = "60000000" + "0018" + "3a" + "ff" + "00".repeat(16) + "ff02" + "00".repeat(14);
    assertThat(leaks(Regime.DENY_ALL, ROW, packet(ETHERNET_V6 + header + "8700" + "00".repeat(22))))
        .isFalse();
    assertThat(leaks(Regime.DENY_ALL, ROW, packet(ETHERNET_V6 + header + "8000" + "00".repeat(22))))
        .isTrue();
  }

  @Test
  void whatComesFromOutsideIsNot() {
    Packet reply = Packet.parse("out " + ETHERNET_V4 + ipv4(ALLOWED, 40) + SYN);
    assertThat(leaks(Regime.DENY_ALL, ROW, reply)).isFalse();
  }

  private static boolean leaks(Regime regime, Row row, Packet packet) {
    Target target = Target.of(row, TARGET.number(), TOKEN);
    return new Judge(regime).leak(row, target, List.of(packet), List.of()).isPresent();
  }

  private static boolean leaksAfterwards(Packet packet) {
    return new Judge(Regime.DENY_ALL).leak(ROW, TARGET, List.of(), List.of(packet)).isPresent();
  }

  private static Packet tcp(String destination, String header, String data) {
    return packet(ETHERNET_V4 + ipv4(destination, 40 + data.length()) + header + hex(data));
  }

  private static String ipv4(String destination, int length) {
    return "4500%04x00000000400600000a090002%s".formatted(length, destination);
  }

  private static Packet packet(String hex) {
    return Packet.parse("in " + hex);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
