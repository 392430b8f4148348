package dev.postern.probe;

import dev.postern.abi.FlowDecoder;
import dev.postern.abi.KernelFlow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The two tables in which the kernel counts flows, of which one is in use at a time.
 *
 * <p>For one thread at a time.
 */
final class FlowTables {

  private static final int BATCH = 256;

  private final FlowDecoder decoder;
  private final BpfMap inUse;
  private final BpfMap[] tables;
  private final ByteBuffer keys;
  private final ByteBuffer values;
  private int current;

  FlowTables(BpfObject object, FlowDecoder decoder) {
    this.decoder = decoder;
    inUse = object.map("flows", Integer.BYTES, Integer.BYTES);
    tables = new BpfMap[] {table(object, "flows_a"), table(object, "flows_b")};
    inUse.set(0, tables[current].fd()); // another process may have left the other one there
    keys = buffer(BATCH * decoder.keyBytes());
    values = buffer(BATCH * decoder.totalsBytes());
  }

  private BpfMap table(BpfObject object, String name) {
    return object.map(name, decoder.keyBytes(), decoder.totalsBytes());
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /**
   * Takes what was counted since the last time; nothing is missed and nothing counted twice.
   *
   * <p>Blocks for some milliseconds: replacing a map inside a map returns only when no program uses
   * the old one any more (Linux 4.20, maybe_wait_bpf_programs).
   */
  List<KernelFlow> take() {
    BpfMap full = tables[current];
    current = 1 - current;
    inUse.set(0, tables[current].fd());
    List<KernelFlow> flows = new ArrayList<>();
    full.takeAll(
        BATCH,
        keys,
        values,
        entry ->
            flows.add(
                decoder.decode(
                    keys, entry * decoder.keyBytes(), values, entry * decoder.totalsBytes())));
    return flows;
  }
}
