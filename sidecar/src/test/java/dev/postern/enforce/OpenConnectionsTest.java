package dev.postern.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables are as a little-endian kernel writes them. */
class OpenConnectionsTest {

  private static final String HEADINGS = "  sl  local_address rem_address   st tx_queue\n";

  @TempDir Path folder;

  private void table(String name, String... ends) throws IOException {
    StringBuilder text = new StringBuilder(HEADINGS);
    for (String end : ends) {
      text.append("   0: 0100007F:1F90 ").append(end).append(" 00000000:00000000\n");
    }
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void whoeverASocketIsConnectedToIsAPeer() throws IOException {
    Assumptions.assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
    table(
        "tcp",
        "500200C0:0050 01", // established
        "510200C0:0050 02", // not yet
        "520200C0:0050 08", // the peer has closed
        "530200C0:0050 05", // this side has
        "540200C0:0050 06", // over
        "00000000:0000 0A"); // listens
    table("udp", "550200C0:0035 01", "00000000:0000 07");
    table("tcp6", "B80D0120000000000000000001000000:01BB 01");
    assertThat(new OpenConnections(folder).peers())
        .extracting(IpAddress::toString)
        .containsExactlyInAnyOrder(
            "192.0.2.80", "192.0.2.81", "192.0.2.82", "192.0.2.85", "2001:db8::1");
  }

  @Test
  void connectionsOfThisNetworkAreAmongThem() throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        Socket client = new Socket(loopback, server.getLocalPort())) {
      assertThat(client.isConnected()).isTrue();
      assertThat(OpenConnections.HERE.peers()).contains(IpAddress.v4(0x7f00_0001));
    }
  }
}
