package dev.postern.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine's name as the kernel has it; asking Java for it may ask a name server. */
public final class Hostname {

  private Hostname() {}

  /** Reads it. */
  public static String read() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
  }
}
