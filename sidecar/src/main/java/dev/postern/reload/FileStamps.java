package dev.postern.reload;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What files look like from outside: two that are equal mean, as far as one can tell without
 * reading them, that nothing was changed. Links are followed and where they lead counts, because a
 * mounted ConfigMap is changed by turning the link {@code ..data}.
 *
 * @param byPath what each file and folder looks like; files in a folder too
 */
public record FileStamps(Map<String, String> byPath) {

  public FileStamps {
    byPath = Map.copyOf(byPath);
  }

  /** Looks at files, and at folders with the files directly inside. Never throws. */
  public static FileStamps of(Collection<Path> paths) {
    Map<String, String> stamps = new TreeMap<>();
    for (Path path : paths) {
      stamps.put(path.toString(), stamp(path));
      if (Files.isDirectory(path)) {
        folder(path, stamps);
      }
    }
    return new FileStamps(stamps);
  }

  private static void folder(Path folder, Map<String, String> stamps) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        stamps.put(entry.toString(), stamp(entry));
      }
    } catch (IOException | DirectoryIteratorException e) {
      stamps.put(folder.toString(), unknown(e));
    }
  }

  private static String stamp(Path path) {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      String content =
          file.isDirectory() ? "folder" : file.size() + " bytes of " + file.lastModifiedTime();
      return path.toRealPath() + " " + file.fileKey() + " " + content;
    } catch (IOException e) {
      return unknown(e);
    }
  }

  private static String unknown(Exception e) {
    return e.getClass().getSimpleName();
  }
}
