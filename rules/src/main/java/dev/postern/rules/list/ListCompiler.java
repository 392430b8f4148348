package dev.postern.rules.list;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes the entries of a list one by one, and makes of them what can be looked up. */
interface ListCompiler extends Closeable {

  /** Takes an entry; what is wrong with it, in words that follow it, or null. */
  @Nullable String add(String entry) throws IOException;

  /** All entries, compiled. Call once, before {@link #close}. */
  CompiledList finish() throws IOException;
}
