package dev.postern.confinement;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The programs that confine a command. Looked for in the system's folders only: what PATH names is
 * the caller's choice, and these run as root.
 *
 * @param unshare unshare(1) of util-linux
 * @param setpriv setpriv(1) of util-linux
 * @param mount mount(8)
 * @param sed sed(1)
 * @param stat stat(1) of coreutils
 * @param getent getent(1) of the C library
 */
record ConfinementTools(Path unshare, Path setpriv, Path mount, Path sed, Path stat, Path getent) {

  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/sbin"), Path.of("/bin"));

  /**
   * Finds them all.
   *
   * @throws ConfinementException in one line, when one is missing
   */
  static ConfinementTools find() throws ConfinementException {
    return find(FOLDERS);
  }

  static ConfinementTools find(List<Path> folders) throws ConfinementException {
    return new ConfinementTools(
        find(folders, "unshare", "util-linux"),
        find(folders, "setpriv", "util-linux"),
        find(folders, "mount", "mount"),
        find(folders, "sed", "sed"),
        find(folders, "stat", "coreutils"),
        find(folders, "getent", "libc-bin"));
  }

  private static Path find(List<Path> folders, String name, String debianPackage)
      throws ConfinementException {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfinementException(
                    "%s is not installed, and the command cannot be confined without it: install"
                            .formatted(name)
                        + " the package "
                        + debianPackage));
  }
}
