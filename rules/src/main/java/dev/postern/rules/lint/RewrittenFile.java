package dev.postern.rules.lint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;

/** Puts a new text in the place of a file's: the whole or nothing, whatever happens on the way. */
public final class RewrittenFile {

  private RewrittenFile() {}

  /**
   * Writes the text beside the file, then renames it over it; owner, group and mode stay. Of a
   * symbolic link, the file it leads to is rewritten.
   *
   * @throws IOException with a message for people; the file is then as it was
   */
  public static void write(Path file, String text) throws IOException {
    Path target = file.toRealPath();
    PosixFileAttributes attributes =
        Files.getFileAttributeView(target, PosixFileAttributeView.class).readAttributes();
    // A rename would replace it all the same, and root may write anything.
    if (!Files.isWritable(target)
        || !attributes.permissions().contains(PosixFilePermission.OWNER_WRITE)) {
      throw new IOException(file + ": the file is read-only; nothing was written");
    }
    Path folder = target.toAbsolutePath().getParent();
    Path beside = null;
    try {
      beside = Files.createTempFile(folder, ".lint-", ".tmp");
      PosixFileAttributeView view =
          Files.getFileAttributeView(beside, PosixFileAttributeView.class);
      view.setOwner(attributes.owner());
      view.setGroup(attributes.group());
      view.setPermissions(attributes.permissions());
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (beside != null) {
        Files.deleteIfExists(beside);
      }
      throw new IOException(
          file + ": can't be rewritten, and is as it was: " + e.getClass().getSimpleName(), e);
    }
  }
}
