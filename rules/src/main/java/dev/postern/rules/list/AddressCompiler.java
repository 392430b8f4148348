package dev.postern.rules.list;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.LongBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Compiles addresses and blocks of both families into {@link AddressRanges}. */
final class AddressCompiler implements ListCompiler {

  private static final RecordSort BY_FIRST_ADDRESS = new RecordSort(AddressRanges.WIDTH, 2);

  /** The addresses around those that stand for IPv4, which no block of IPv6 holds. */
  private static final IpAddress BEFORE_V4 = new IpAddress(0, 0xfffe_ffff_ffffL);

  private static final IpAddress BEHIND_V4 = new IpAddress(0, 0x1_0000_0000_0000L);

  private final Path folder;
  private final V4Ranges.Builder v4;
  private final UnlinkedFile file;

  AddressCompiler(Path folder) throws IOException {
    this.folder = folder;
    this.v4 = new V4Ranges.Builder(folder);
    this.file = UnlinkedFile.in(folder);
  }

  @Override
  public @Nullable String add(String entry) throws IOException {
    IpAddress address = entry.indexOf('/') >= 0 ? null : IpAddress.parse(entry);
    if (address != null) {
      append(address, address);
      return null;
    }
    Cidr block = Cidr.parse(entry);
    if (block == null) {
      return "is not an address or a block such as 192.0.2.0/24";
    }
    IpAddress first = block.network();
    IpAddress mask = block.mask();
    IpAddress last = new IpAddress(first.high() | ~mask.high(), first.low() | ~mask.low());
    boolean aroundV4 =
        !first.isV4() && first.compareTo(BEFORE_V4) <= 0 && last.compareTo(BEHIND_V4) >= 0;
    if (aroundV4) {
      append(first, BEFORE_V4);
      append(BEHIND_V4, last);
    } else if (!first.isV4() && last.isV4()) {
      append(first, BEFORE_V4); // ::fffe:0:0/95, which ends with IPv4's
    } else {
      append(first, last);
    }
    return null;
  }

  private void append(IpAddress first, IpAddress last) throws IOException {
    if (first.isV4()) {
      v4.add(first.low() & 0xffff_ffffL, last.low() & 0xffff_ffffL);
      return;
    }
    file.append(first.high());
    file.append(first.low());
    file.append(last.high());
    file.append(last.low());
  }

  @Override
  public AddressRanges finish() throws IOException {
    int left;
    try (Arena arena = Arena.ofConfined()) {
      LongBuffer ranges = file.mapWritable(arena).asLongBuffer();
      if (!BY_FIRST_ADDRESS.isSorted(ranges)) {
        sort(ranges);
      }
      left = join(ranges);
    }
    file.truncate((long) left * AddressRanges.WIDTH * Long.BYTES);
    return new AddressRanges(v4.build(), file.mapReadOnly().asLongBuffer());
  }

  private void sort(LongBuffer ranges) throws IOException {
    try (UnlinkedFile scratch = UnlinkedFile.in(folder);
        Arena arena = Arena.ofConfined()) {
      scratch.appendZeros((long) ranges.limit() * Long.BYTES);
      BY_FIRST_ADDRESS.sort(ranges, scratch.mapWritable(arena).asLongBuffer());
    }
  }

  /** Makes one of ranges that overlap or touch; how many there are then. */
  private static int join(LongBuffer ranges) {
    int last = -1;
    for (int i = 0; i < ranges.limit(); i += AddressRanges.WIDTH) {
      IpAddress from = new IpAddress(ranges.get(i), ranges.get(i + 1));
      IpAddress to = new IpAddress(ranges.get(i + 2), ranges.get(i + 3));
      if (last >= 0 && reaches(ranges, last, from)) {
        if (to.compareTo(end(ranges, last)) > 0) {
          put(ranges, last + 2, to);
        }
      } else {
        last = last < 0 ? 0 : last + AddressRanges.WIDTH;
        put(ranges, last, from);
        put(ranges, last + 2, to);
      }
    }
    return last < 0 ? 0 : last / AddressRanges.WIDTH + 1;
  }

  /** Whether a range holds an address or ends just before it. */
  private static boolean reaches(LongBuffer ranges, int range, IpAddress address) {
    IpAddress end = end(ranges, range);
    IpAddress before =
        new IpAddress(address.low() == 0 ? address.high() - 1 : address.high(), address.low() - 1);
    boolean isFirstOfAll = address.high() == 0 && address.low() == 0;
    return isFirstOfAll || end.compareTo(before) >= 0;
  }

  private static IpAddress end(LongBuffer ranges, int range) {
    return new IpAddress(ranges.get(range + 2), ranges.get(range + 3));
  }

  private static void put(LongBuffer ranges, int at, IpAddress address) {
    ranges.put(at, address.high());
    ranges.put(at + 1, address.low());
  }

  @Override
  public void close() throws IOException {
    try (v4) {
      file.close();
    }
  }
}
