package dev.postern.abi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The compiled probe, packed with the sidecar. */
public final class ProbeObject {

  private static final String RESOURCE = "/dev/postern/bpf/probe.bpf.o";

  private ProbeObject() {}

  /** The object file's bytes. */
  public static byte[] bytes() {
    try (InputStream in = ProbeObject.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new LayoutMismatch("no compiled probe at " + RESOURCE + ": build the bpf module");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the sidecar needs to know of the ABI, as the object's BTF has it. */
  public static Layout layout(byte[] object) {
    return Btf.layout(
        object,
        List.of(
            "event_header",
            "process_event",
            "fork_event",
            "socket_event",
            "stage_event",
            "blocked_event",
            "dns_event",
            "flow_key",
            "flow_totals",
            "consumer",
            "policy_head",
            "destination_prefix",
            "allowance_prefix",
            "executable",
            "own_destination",
            "learned_name"),
        List.of(
            "event_abi",
            "event_kind",
            "counter",
            "blocked_act",
            "consumer_place",
            "policy_mode",
            "policy_flag",
            "policy_limit",
            "destination_flag",
            "process_flag",
            "failure_reason",
            "duration_class"));
  }
}
