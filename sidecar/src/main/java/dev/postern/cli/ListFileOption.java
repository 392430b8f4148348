package dev.postern.cli;

import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A list and the file that holds it, as {@code --list} takes them.
 *
 * @param name the list's
 * @param file a text file
 */
record ListFileOption(String name, Path file) {

  /** Reads {@code NAME=FILE}. */
  static final class Converter implements ITypeConverter<ListFileOption> {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.-]*");

    @Override
    public ListFileOption convert(String text) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals).strip();
      String file = equals < 0 ? "" : text.substring(equals + 1).strip();
      if (!NAME.matcher(name).matches() || file.isEmpty()) {
        throw new TypeConversionException(
            "'" + text + "' is no NAME=FILE: write it as threat_intel_addresses=/feeds/ips.txt");
      }
      return new ListFileOption(name, Path.of(file));
    }
  }
}
