package dev.postern.probe;

import dev.postern.abi.Layout;
import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import dev.postern.policy.image.Allowance;
import dev.postern.policy.image.Subject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes keys of the policy's tables, at the offsets the layout gives. Reuses its buffers. */
final class PolicyEncoder {

  private static final int ADDRESS_BITS = 128;
  private static final int IPV4_BITS = 32;

  private final ByteBuffer destination;
  private final int destinationBitsAt;
  private final int destinationAddressAt;

  private final ByteBuffer allowance;
  private final int allowanceBitsAt;
  private final int classAt;
  private final int subjectAt;
  private final int protocolAt;
  private final int portAt;
  private final int fixedBits;

  private final ByteBuffer executable;
  private final int pathAt;
  private final int modifiedAt;
  private final int pathBytes;

  PolicyEncoder(Layout layout) {
    destination = BpfMap.buffer(layout.size("destination_prefix"));
    destinationBitsAt = layout.offset("destination_prefix.bits", Integer.BYTES);
    destinationAddressAt = layout.offset("destination_prefix.address", ADDRESS_BITS / Byte.SIZE);
    allowance = BpfMap.buffer(layout.size("allowance_prefix"));
    allowanceBitsAt = layout.offset("allowance_prefix.bits", Integer.BYTES);
    classAt = layout.offset("allowance_prefix.class", Integer.BYTES);
    subjectAt = layout.offset("allowance_prefix.subject", Integer.BYTES);
    protocolAt = layout.offset("allowance_prefix.protocol", Short.BYTES);
    portAt = layout.offset("allowance_prefix.port", Short.BYTES);
    // Longest-prefix tables compare the bytes behind the first word in their order.
    fixedBits = (portAt - Integer.BYTES) * Byte.SIZE;
    executable = BpfMap.buffer(layout.size("executable"));
    pathBytes = (int) layout.number("policy_limit.POLICY_PATH_BYTES");
    pathAt = layout.offset("executable.path", pathBytes);
    modifiedAt = layout.offset("executable.modified", Integer.BYTES);
  }

  int destinationBytes() {
    return destination.capacity();
  }

  int allowanceBytes() {
    return allowance.capacity();
  }

  int executableBytes() {
    return executable.capacity();
  }

  ByteBuffer destination(Cidr block) {
    IpAddress network = block.network();
    int shorter = network.isV4() ? IPV4_BITS - block.prefix() : ADDRESS_BITS - block.prefix();
    destination.putInt(destinationBitsAt, ADDRESS_BITS - shorter);
    ByteBuffer address = destination.duplicate().order(ByteOrder.BIG_ENDIAN);
    address.putLong(destinationAddressAt, network.high());
    address.putLong(destinationAddressAt + Long.BYTES, network.low());
    return destination;
  }

  ByteBuffer allowance(Allowance of) {
    allowance.putInt(allowanceBitsAt, fixedBits + of.portBits());
    allowance.putInt(classAt, of.classId());
    allowance.putInt(subjectAt, of.subject());
    allowance.putShort(protocolAt, (short) of.protocol().number());
    allowance.duplicate().order(ByteOrder.BIG_ENDIAN).putShort(portAt, (short) of.port());
    return allowance;
  }

  /**
   * The path with its components from the last to the first, each ended by a NUL.
   *
   * @throws ProbeException when there is no room for it
   */
  ByteBuffer executable(Subject subject) {
    List<String> components = List.of(subject.path().substring(1).split("/", -1)).reversed();
    byte[] path = (String.join("\0", components) + "\0").getBytes(StandardCharsets.UTF_8);
    if (path.length > pathBytes) {
      throw new ProbeException(
          "executable %s cannot be named in a policy: a path may have %d bytes"
              .formatted(subject.path(), pathBytes - 1));
    }
    executable.put(pathAt, new byte[pathBytes]);
    executable.put(pathAt, path);
    executable.putInt(modifiedAt, subject.modified() ? 1 : 0);
    return executable;
  }
}
