package dev.postern.scope;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where inode numbers of cgroup folders come from. */
interface InodeSource {

  /**
   * The kernel itself. kernfs uses the cgroup's id, which {@code bpf_get_current_cgroup_id()}
   * returns, as inode number; on 64-bit machines it is never used a second time.
   */
  InodeSource KERNEL =
      folder -> (Long) Files.getAttribute(folder, "unix:ino", LinkOption.NOFOLLOW_LINKS);

  /** The inode number of a folder. */
  long of(Path folder) throws IOException;
}
