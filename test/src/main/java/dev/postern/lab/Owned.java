package dev.postern.lab;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What must be undone when the lab goes, undone in reverse. What is added while or after everything
 * was undone (a signal arrives during creation) is undone at once.
 */
public final class Owned implements Closeable {

  private final Deque<Closeable> resources = new ArrayDeque<>();
  private boolean closed;

  public synchronized <T extends Closeable> T add(T resource) {
    if (closed) {
      LabException refusal = new LabException("the lab is being removed");
      try {
        resource.close();
      } catch (IOException | LabException e) {
        refusal.addSuppressed(e);
      }
      throw refusal;
    }
    resources.push(resource);
    return resource;
  }

  /** Gives up ownership of something already undone. */
  synchronized void forget(Closeable resource) {
    resources.remove(resource);
  }

  /** Undoes everything, also when part of it fails; the first failure is thrown at the end. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    @Nullable IOException failure = null;
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (IOException | LabException e) {
        if (failure == null) {
          failure = new IOException(e.getMessage(), e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
