package dev.postern.attribution;

import dev.postern.abi.KernelEvent.Described;
import dev.postern.abi.KernelEvent.Forked;
import dev.postern.abi.ProcessKey;
import dev.postern.event.ProcessImage;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The images of the scope's processes, by key.
 *
 * <p>An image outlives its process, and its process' next exec, for a while: sockets report their
 * end after their owner's. How many are kept is bounded, and so is the chain of ancestors.
 */
public final class ProcessTable {

  private static final int ANCESTORS_KEPT = 16;

  private final int retiredKept;
  private final Map<ProcessKey, ProcessImage> images = new HashMap<>();
  private final Map<Integer, ProcessKey> current = new HashMap<>();
  private final ArrayDeque<ProcessKey> retired = new ArrayDeque<>();

  /**
   * @param retiredKept how many images of ended processes are kept
   */
  public ProcessTable(int retiredKept) {
    this.retiredKept = retiredKept;
  }

  /** The image, or null when it was never described or is forgotten. */
  public @Nullable ProcessImage find(ProcessKey key) {
    return images.get(key);
  }

  /** How many images are held. */
  public int size() {
    return images.size();
  }

  /** Takes in what an image is. */
  public ProcessImage describe(Described event) {
    ProcessKey key = event.header().process();
    ProcessImage image =
        new ProcessImage(
            key.pid(),
            key.startNanos(),
            event.comm(),
            event.exePath(),
            event.args(),
            event.parent().pid(),
            shortened(images.get(event.parent())),
            event.context());
    put(key, image);
    return image;
  }

  /** A child starts as a copy of its parent; without a description of the parent there is none. */
  public void fork(Forked event) {
    ProcessImage parent = images.get(event.header().process());
    ProcessKey child = event.child();
    if (parent == null) {
      return;
    }
    put(
        child,
        new ProcessImage(
            child.pid(),
            child.startNanos(),
            parent.name(),
            parent.exePath(),
            parent.args(),
            parent.pid(),
            shortened(parent),
            event.context()));
  }

  /** The process is gone; its image stays for a while. */
  public void exit(ProcessKey key) {
    if (current.remove(key.pid(), key)) {
      retire(key);
    }
  }

  private void put(ProcessKey key, ProcessImage image) {
    images.put(key, image);
    ProcessKey before = current.put(key.pid(), key);
    if (before != null && !before.equals(key)) {
      retire(before);
    }
  }

  private void retire(ProcessKey key) {
    retired.add(key);
    if (retired.size() > retiredKept) {
      images.remove(retired.remove());
    }
  }

  /** The same image with a bounded chain: a process that forks and exits for ever has no end. */
  private static @Nullable ProcessImage shortened(@Nullable ProcessImage image) {
    return image == null || image.ancestor(ANCESTORS_KEPT) == null
        ? image
        : cut(image, ANCESTORS_KEPT);
  }

  private static @Nullable ProcessImage cut(@Nullable ProcessImage image, int keep) {
    if (image == null || keep == 0) {
      return null;
    }
    return new ProcessImage(
        image.pid(),
        image.startNanos(),
        image.name(),
        image.exePath(),
        image.args(),
        image.parentPid(),
        cut(image.parent(), keep - 1),
        image.context());
  }
}
