package dev.postern.lab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The programs the lab is built with. Perl, because Debian's perl-base is always there. */
enum Tool {
  IP("ip", "iproute2"),
  NSENTER("nsenter", "util-linux"),
  UNSHARE("unshare", "util-linux"),
  CURL("curl", "curl"),
  PERL("perl", "perl-base");

  private final String program;
  private final String debianPackage;

  Tool(String program, String debianPackage) {
    this.program = program;
    this.debianPackage = debianPackage;
  }

  /** Fails in one line when one is missing. */
  static void requireAll() {
    Arrays.stream(values()).forEach(Tool::path);
  }

  /** Where it is. */
  Path path() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder, program);
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new LabException(
        "the lab needs %s: install the package %s".formatted(program, debianPackage));
  }
}
