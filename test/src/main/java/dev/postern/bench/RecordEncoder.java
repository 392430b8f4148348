package dev.postern.bench;

import dev.postern.abi.EventDecoder;
import dev.postern.abi.KernelEvent;
import dev.postern.abi.KernelEvent.Blocked;
import dev.postern.abi.KernelEvent.Described;
import dev.postern.abi.KernelEvent.DnsData;
import dev.postern.abi.KernelEvent.Exited;
import dev.postern.abi.KernelEvent.Forked;
import dev.postern.abi.KernelEvent.Header;
import dev.postern.abi.KernelEvent.Socket;
import dev.postern.abi.KernelEvent.SocketUsed;
import dev.postern.abi.KernelEvent.StageReached;
import dev.postern.abi.Layout;
import dev.postern.abi.ProcessKey;
import dev.postern.event.Endpoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record back as the probe wrote it, so that records of the real probe can be repeated for
 * processes that never were. Decoding what it writes gives what it was given, or it fails.
 */
final class RecordEncoder {

  private final Layout layout;
  private final EventDecoder decoder;
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  RecordEncoder(Layout layout) {
    this.layout = layout;
    decoder = new EventDecoder(layout);
  }

  /** The record's bytes, in the machine's order. */
  byte[] encode(KernelEvent event) {
    switch (event) {
      case SocketUsed used -> {
        begin("socket_event", "EVENT_" + used.use(), used.header());
        socket(used.socket());
      }
      case StageReached reached -> {
        begin("stage_event", "EVENT_" + reached.stage(), reached.header());
        socket(reached.socket());
        stage(reached);
      }
      case Described described -> {
        begin(
            "process_event", described.exec() ? "EVENT_EXEC" : "EVENT_PROCESS", described.header());
        description(described);
      }
      case Forked forked -> {
        begin("fork_event", "EVENT_FORK", forked.header());
        key("fork_event.child", forked.child());
      }
      case Exited exited -> begin("event_header", "EVENT_EXIT", exited.header());
      case DnsData data -> throw new BenchFailure("no resolver is asked, and yet: " + data);
      case Blocked blocked ->
          throw new BenchFailure("no policy is loaded, and yet it refused: " + blocked);
    }
    KernelEvent decoded = decoder.decode(bytes, 0, bytes.capacity());
    if (!event.equals(decoded)) {
      throw new BenchFailure("a record does not survive: " + event + " became " + decoded);
    }
    byte[] record = new byte[bytes.capacity()];
    bytes.get(0, record);
    return record;
  }

  private void begin(String structure, String kind, Header header) {
    bytes = ByteBuffer.allocate(layout.size(structure)).order(ByteOrder.nativeOrder());
    put("event_header.abi", layout.number("event_abi.EVENT_ABI"));
    put("event_header.kind", layout.number("event_kind." + kind));
    put("event_header.size", bytes.capacity());
    put("event_header.time_ns", header.timeNanos());
    key("event_header.process", header.process());
    put("event_header.cgroup_id", header.cgroupId());
    put("event_header.tid", header.threadId());
    put("event_header.uid", header.userId());
    put("event_header.gid", header.groupId());
  }

  private void key(String member, ProcessKey key) {
    put(member + ".start_ns", key.startNanos());
    put(member + ".pid", key.pid());
    put(member + ".exec_id", key.execId());
  }

  private void socket(Socket socket) {
    put("socket_event.cookie", socket.cookie());
    put("socket_event.protocol", socket.protocol());
    put("socket_event.inbound", socket.inbound() ? 1 : 0);
    endpoint("local", socket.local());
    endpoint("remote", socket.remote());
  }

  private void endpoint(String name, @Nullable Endpoint end) {
    if (end != null) {
      int at = layout.offset("socket_event." + name, 2 * Long.BYTES);
      bytes.order(ByteOrder.BIG_ENDIAN); // an address is in network order
      bytes.putLong(at, end.address().high()).putLong(at + Long.BYTES, end.address().low());
      bytes.order(ByteOrder.nativeOrder());
      put("socket_event." + name + "_port", end.port());
    }
  }

  private void stage(StageReached reached) {
    put("stage_event.duration_ns", reached.totals().durationNanos());
    put("stage_event.bytes_sent", reached.totals().bytesSent());
    put("stage_event.bytes_received", reached.totals().bytesReceived());
    put("stage_event.srtt_us", reached.totals().smoothedRttMicros());
    put("stage_event.error", reached.error());
  }

  private void description(Described described) {
    key("process_event.parent", described.parent());
    put("process_event.comm", described.comm().getBytes(StandardCharsets.UTF_8));
    String path = described.exePath();
    if (path != null) { // the file's own name first, each with its NUL
      List<String> components = List.of(path.substring(1).split("/", -1)).reversed();
      strings("exe", components);
    }
    strings("args", described.args());
  }

  private void strings(String member, List<String> strings) {
    byte[] text = (String.join("\0", strings) + "\0").getBytes(StandardCharsets.UTF_8);
    put("process_event." + member, text);
    put("process_event." + member + "_bytes", text.length);
  }

  private void put(String member, long value) {
    Layout.Place place = layout.place(member);
    switch (place.size()) {
      case 1 -> bytes.put(place.offset(), (byte) value);
      case 2 -> bytes.putShort(place.offset(), (short) value);
      case 4 -> bytes.putInt(place.offset(), (int) value);
      default -> bytes.putLong(place.offset(), value);
    }
  }

  private void put(String member, byte[] value) {
    bytes.put(layout.place(member).offset(), value);
  }
}
