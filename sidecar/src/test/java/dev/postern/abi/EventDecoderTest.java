package dev.postern.abi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.abi.KernelEvent.Described;
import dev.postern.abi.KernelEvent.Exited;
import dev.postern.abi.KernelEvent.Forked;
import dev.postern.abi.KernelEvent.Header;
import dev.postern.abi.KernelEvent.Socket;
import dev.postern.abi.KernelEvent.SocketUse;
import dev.postern.abi.KernelEvent.SocketUsed;
import dev.postern.abi.KernelEvent.Stage;
import dev.postern.abi.KernelEvent.StageReached;
import dev.postern.event.ConnectionTotals;
import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventDecoderTest {

  private static final byte[] MAPPED_192_0_2_7 =
      HexFormat.of().parseHex("00000000000000000000ffffc0000207");
  private static final byte[] DOCUMENTATION_V6 =
      HexFormat.of().parseHex("20010db8000000000000000000000001");

  private Layout layout = new Layout();

  @BeforeEach
  void readLayout() throws IOException {
    layout = GoldenLayout.read();
  }

  private @Nullable KernelEvent decode(RecordBytes record) {
    return new EventDecoder(layout).decode(record.bytes(), 0, record.length());
  }

  private RecordBytes socket(String kind) {
    return new RecordBytes(layout, "socket_event", kind)
        .process(4711, 123_456_789_012L, 3)
        .set("header.time_ns", 5_000_000_001L)
        .set("header.cgroup_id", 99)
        .set("header.tid", 4712)
        .set("header.uid", 1000)
        .set("header.gid", 100)
        .set("cookie", 77)
        .set("protocol", 6);
  }

  @Test
  void connectHasARemoteEndAndNoLocalOne() {
    KernelEvent event =
        decode(socket("EVENT_CONNECT").set("remote", MAPPED_192_0_2_7).set("remote_port", 65535));
    assertThat(event)
        .isEqualTo(
            new SocketUsed(
                new Header(
                    5_000_000_001L, new ProcessKey(123_456_789_012L, 4711, 3), 99, 4712, 1000, 100),
                SocketUse.CONNECT,
                new Socket(77, 6, false, null, endpoint("192.0.2.7", 65535))));
  }

  @Test
  void acceptHasBothEnds() {
    SocketUsed event =
        (SocketUsed)
            Objects.requireNonNull(
                decode(
                    socket("EVENT_ACCEPT")
                        .set("inbound", 1)
                        .set("local", DOCUMENTATION_V6)
                        .set("local_port", 443)
                        .set("remote", MAPPED_192_0_2_7)
                        .set("remote_port", 40000)));
    assertThat(event.use()).isEqualTo(SocketUse.ACCEPT);
    assertThat(event.socket().local()).isEqualTo(endpoint("2001:db8::1", 443));
    assertThat(event.socket().remote()).isEqualTo(endpoint("192.0.2.7", 40000));
  }

  @Test
  void listenHasALocalEndAlsoWhenItIsEveryAddress() {
    SocketUsed event =
        (SocketUsed)
            Objects.requireNonNull(
                decode(socket("EVENT_LISTEN").set("inbound", 1).set("local_port", 8080)));
    assertThat(event.use()).isEqualTo(SocketUse.LISTEN);
    assertThat(event.socket().local()).isEqualTo(endpoint("::", 8080));
    assertThat(event.socket().remote()).isNull();
  }

  @Test
  void aStageTellsTotalsAndError() {
    RecordBytes record =
        new RecordBytes(layout, "stage_event", "socket.header.", "EVENT_FAILED")
            .set("socket.remote", MAPPED_192_0_2_7)
            .set("socket.remote_port", 443)
            .set("socket.protocol", 6)
            .set("duration_ns", 1_000_000_007L)
            .set("bytes_sent", 5_000_000_000L)
            .set("bytes_received", 6)
            .set("srtt_us", 0xffff_fff0L)
            .set("error", 111);
    StageReached event = (StageReached) Objects.requireNonNull(decode(record));
    assertThat(event.stage()).isEqualTo(Stage.FAILED);
    assertThat(event.error()).isEqualTo(111);
    assertThat(event.totals())
        .isEqualTo(new ConnectionTotals(1_000_000_007L, 5_000_000_000L, 6, 0xffff_fff0L));
    assertThat(event.socket().remote()).isEqualTo(endpoint("192.0.2.7", 443));
    for (Stage stage : Stage.values()) {
      RecordBytes other =
          new RecordBytes(layout, "stage_event", "socket.header.", "EVENT_" + stage.name());
      assertThat(((StageReached) Objects.requireNonNull(decode(other))).stage()).isEqualTo(stage);
    }
  }

  @Test
  void sendtoIsToldFromConnect() {
    assertThat(((SocketUsed) Objects.requireNonNull(decode(socket("EVENT_SENDTO")))).use())
        .isEqualTo(SocketUse.SENDTO);
  }

  @Test
  void anExecTellsPathAndArguments() {
    String exe = "curl\0bin\0usr\0";
    String args = "curl\0-k\0\0https://x\0";
    Described event = describe("EVENT_EXEC", exe, args, 0);
    assertThat(event.exec()).isTrue();
    assertThat(event.comm()).isEqualTo("curl");
    assertThat(event.exePath()).isEqualTo("/usr/bin/curl");
    assertThat(event.args()).containsExactly("curl", "-k", "", "https://x");
    assertThat(event.parent()).isEqualTo(new ProcessKey(5, 6, 7));
  }

  @Test
  void aTruncatedPathSaysSo() {
    int truncated = (int) layout.number("process_flag.PROCESS_EXE_TRUNCATED");
    assertThat(describe("EVENT_PROCESS", "curl\0bin\0", "", truncated).exePath())
        .isEqualTo(".../bin/curl");
  }

  @Test
  void anUnreadPathIsAbsent() {
    Described event = describe("EVENT_PROCESS", "", "", 0);
    assertThat(event.exec()).isFalse();
    assertThat(event.exePath()).isNull();
    assertThat(event.args()).isEmpty();
  }

  @Test
  void argumentsCutOffInTheMiddleAreKept() {
    assertThat(describe("EVENT_EXEC", "a\0", "a\0bcd", 0).args()).containsExactly("a", "bcd");
  }

  @Test
  void invalidUtf8IsReplaced() {
    assertThat(
            ((Described)
                    Objects.requireNonNull(
                        decode(
                            process("EVENT_EXEC")
                                .set("args_bytes", 3)
                                .set("args", new byte[] {'a', (byte) 0xff, 0}))))
                .args())
        .containsExactly("a\ufffd");
  }

  @Test
  void forkNamesTheChildAndExitOnlyTheProcess() {
    assertThat(
            decode(
                new RecordBytes(layout, "fork_event", "EVENT_FORK")
                    .process(1, 2, 3)
                    .set("child.pid", 8)
                    .set("child.start_ns", 9)
                    .set("child.exec_id", 3)))
        .isInstanceOfSatisfying(
            Forked.class, fork -> assertThat(fork.child()).isEqualTo(new ProcessKey(9, 8, 3)));
    assertThat(decode(new RecordBytes(layout, "event_header", "EVENT_EXIT").process(1, 2, 3)))
        .isInstanceOfSatisfying(
            Exited.class,
            exit -> assertThat(exit.header().process()).isEqualTo(new ProcessKey(2, 1, 3)));
  }

  @Test
  void whatIsNotOursIsRefused() {
    RecordBytes record = socket("EVENT_CONNECT");
    EventDecoder decoder = new EventDecoder(layout);
    assertThat(decoder.decode(record.bytes(), 0, record.length() - 1)).as("cut short").isNull();
    assertThat(decoder.decode(ByteBuffer.allocate(4), 0, 4)).as("no header").isNull();
    assertThat(decode(socket("EVENT_CONNECT").set("header.abi", 99))).as("other ABI").isNull();
    assertThat(decode(socket("EVENT_CONNECT").set("header.kind", 99))).as("other kind").isNull();
  }

  @Test
  void lengthsBeyondTheirRoomAreClamped() {
    Described event =
        (Described) Objects.requireNonNull(decode(process("EVENT_EXEC").set("args_bytes", 0xffff)));
    assertThat(event.args()).hasSize(layout.place("process_event.args").size());
  }

  private RecordBytes process(String kind) {
    return new RecordBytes(layout, "process_event", kind)
        .process(4711, 1, 1)
        .set("comm", "curl")
        .set("parent.start_ns", 5)
        .set("parent.pid", 6)
        .set("parent.exec_id", 7);
  }

  private Described describe(String kind, String exe, String args, int flags) {
    return (Described)
        Objects.requireNonNull(
            decode(
                process(kind)
                    .set("exe", exe)
                    .set("exe_bytes", exe.length())
                    .set("args", args)
                    .set("args_bytes", args.length())
                    .set("flags", flags)));
  }

  private static Endpoint endpoint(String address, int port) {
    return new Endpoint(Objects.requireNonNull(IpAddress.parse(address)), port);
  }
}
