package dev.postern.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The size of the ring buffer: an option every command with a probe shares. */
public final class RingOption {

  private static final int SMALLEST = 64 << 10;
  private static final int LARGEST = 256 << 20;

  @Option(
      names = "--ring-size",
      paramLabel = "SIZE",
      converter = Size.class,
      description =
          "Kernel memory for events that wait to be read, a power of two; unless given 512K for"
              + " sidecar, whose memory is every pod's, and 4M for run.")
  private @Nullable Integer bytes;

  /** The size in bytes. */
  public int bytes(int unlessGiven) {
    return bytes == null ? unlessGiven : bytes;
  }

  /** Reads {@code 512K} or {@code 4M}. */
  static final class Size implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      long size = parse(text.toUpperCase(Locale.ROOT));
      if (size < SMALLEST || size > LARGEST || Long.bitCount(size) != 1) {
        throw new TypeConversionException(
            "'" + text + "' is not a power of two between 64K and 256M, such as 512K or 4M");
      }
      return (int) size;
    }

    private static long parse(String text) {
      int shift = text.endsWith("M") ? 20 : text.endsWith("K") ? 10 : 0;
      String digits = shift == 0 ? text : text.substring(0, text.length() - 1);
      return digits.matches("[0-9]{1,9}") ? Long.parseLong(digits) << shift : 0;
    }
  }
}
