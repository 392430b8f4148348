package dev.postern.bypass;

import dev.postern.lab.Folder;
import dev.postern.lab.LabException;
import dev.postern.lab.Owned;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs that do the attempts, copied to where everybody may run them.
 *
 * @param folder where they are
 */
record Testers(Path folder) {

  private static final String PROPERTY = "postern.bypass.testers";

  private static final String SHARED = "shared";
  private static final String TCP = "tcp";

  /** Those that speak DNS, in Python; the first is what they share. */
  private static final List<String> SCRIPTS =
      List.of("dns_message.py", "resolver.py", "ask-name.py", "be-led.py", "stub-resolver.py");

  /** Maven starts tests in the module's folder, test/vm in the checkout's. */
  private static final List<String> BUILT =
      List.of("target/testers/bypass", "test/target/testers/bypass");

  static Testers copy(Owned owned) throws IOException {
    Folder folder = owned.add(Folder.create("postern-bypass-"));
    Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
    try (Stream<Path> programs = Files.list(built())) {
      for (Path program : programs.filter(Files::isExecutable).toList()) {
        Path copy = folder.path().resolve(program.getFileName());
        Files.copy(program, copy);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    for (String script : SCRIPTS) {
      copyScript(script, folder.path().resolve(script));
    }
    Path shared = Files.createDirectory(folder.path().resolve(SHARED));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.copy(
        folder.path().resolve(TCP), shared.resolve("evil"), StandardCopyOption.COPY_ATTRIBUTES);
    return new Testers(folder.path());
  }

  private static void copyScript(String name, Path to) throws IOException {
    try (InputStream in = Testers.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new LabException("not on the class path: " + name);
      }
      Files.copy(in, to);
    }
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path built() {
    String named = System.getProperty(PROPERTY);
    return Stream.concat(Stream.ofNullable(named), BUILT.stream())
        .map(Path::of)
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow(() -> new LabException("no testers: ./dev build compiles them"));
  }

  /** The executables that a policy by executable allows. */
  List<Path> allowed() {
    return List.of(folder.resolve(TCP), folder.resolve("hand-over"));
  }

  /** A folder where everybody may make files. */
  Path shared() {
    return folder.resolve(SHARED);
  }

  /** The command that starts one. */
  List<String> command(String name, Object... arguments) {
    List<String> command = new ArrayList<>(List.of(folder.resolve(name).toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return command;
  }
}
