package dev.postern.scope;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A cgroup and those inside it, while others make and remove cgroups there. */
final class CgroupTree {

  private CgroupTree() {}

  /**
   * The folder itself and every folder inside, outer ones before inner ones. What is removed
   * meanwhile is left out.
   *
   * @param most how many folders are enough
   */
  static List<Path> outermostFirst(Path root, int most) throws IOException {
    List<Path> found = new ArrayList<>();
    ArrayDeque<Path> ahead = new ArrayDeque<>(List.of(root));
    while (!ahead.isEmpty() && found.size() < most) {
      Path folder = ahead.remove();
      found.add(folder);
      addChildren(folder, ahead);
    }
    return found;
  }

  private static void addChildren(Path folder, ArrayDeque<Path> children) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, CgroupTree::isFolder)) {
      entries.forEach(children::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      // Removed since its parent was read.
    } catch (DirectoryIteratorException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e.getCause();
      }
    }
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }
}
