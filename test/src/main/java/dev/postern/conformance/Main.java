package dev.postern.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code ./dev conformance DIR}: exit status 1 when a difference is not a deliberate one. */
final class Main {

  private static final int DIFFERENT = 1;
  private static final int USAGE = 2;

  private Main() {}

  public static void main(String[] args) {
    if (args.length != 1 || !Files.isDirectory(Path.of(args[0]))) {
      System.err.println("./dev conformance: name the folder with the files of cases");
      System.exit(USAGE);
    }
    try {
      Report report = Conformance.run(Path.of(args[0]));
      System.out.print(report.text());
      System.exit(report.agrees() ? 0 : DIFFERENT);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("./dev conformance: cannot read the cases: " + e.getMessage());
      System.exit(USAGE);
    }
  }
}
